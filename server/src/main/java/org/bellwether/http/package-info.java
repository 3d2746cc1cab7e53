/** The API over HTTP. */
@NullMarked
package org.bellwether.http;

import org.jspecify.annotations.NullMarked;
