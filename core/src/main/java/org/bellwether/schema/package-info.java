/** What a table's columns are: names, types, roles, constraints, and the segments they define. */
@NullMarked
package org.bellwether.schema;

import org.jspecify.annotations.NullMarked;
