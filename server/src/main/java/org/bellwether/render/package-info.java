/** Reports of a check: terminal, JSON, Markdown and HTML. */
@NullMarked
package org.bellwether.render;

import org.jspecify.annotations.NullMarked;
