/** The running service: puts the parts together and starts and stops them. */
@NullMarked
package org.bellwether.serve;

import org.jspecify.annotations.NullMarked;
