/** Adapters of the core's learner ports to libraries; native code is loaded when first used. */
@NullMarked
package org.bellwether.learn;

import org.jspecify.annotations.NullMarked;
