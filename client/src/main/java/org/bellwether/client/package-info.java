/** Sends what a service predicts to Bellwether, without ever standing in the service's way. */
@NullMarked
package org.bellwether.client;

import org.jspecify.annotations.NullMarked;
