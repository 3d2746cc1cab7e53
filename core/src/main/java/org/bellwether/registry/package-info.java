/** What is registered: models, the business units they belong to, how their data is kept. */
@NullMarked
package org.bellwether.registry;

import org.jspecify.annotations.NullMarked;
