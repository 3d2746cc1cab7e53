/**
 * What the service keeps: events in DuckDB, and in an SQL database who may do what and what is
 * known of models.
 */
@NullMarked
package org.bellwether.store;

import org.jspecify.annotations.NullMarked;
