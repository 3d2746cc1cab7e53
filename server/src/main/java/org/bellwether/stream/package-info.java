/** Events from Kafka topics. */
@NullMarked
package org.bellwether.stream;

import org.jspecify.annotations.NullMarked;
