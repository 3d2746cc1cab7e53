/** What an operator can set, from one file and the environment. */
@NullMarked
package org.bellwether.settings;

import org.jspecify.annotations.NullMarked;
