/** Tables from files: CSV, Parquet and NDJSON through one reader, to column batches. */
@NullMarked
package org.bellwether.files;

import org.jspecify.annotations.NullMarked;
