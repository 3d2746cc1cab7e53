/** The pages. */
@NullMarked
package org.bellwether.web;

import org.jspecify.annotations.NullMarked;
