/** Mergeable summaries of a set of rows: everything below needs only these. */
@NullMarked
package org.bellwether.profile;

import org.jspecify.annotations.NullMarked;
