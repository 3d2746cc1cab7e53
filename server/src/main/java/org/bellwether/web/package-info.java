/** The pages: the log, people and tokens as a browser shows them. No rule of the domain. */
@NullMarked
package org.bellwether.web;

import org.jspecify.annotations.NullMarked;
