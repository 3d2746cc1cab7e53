/** Ports to learners, scorers and embedders; the adapters live with the server. */
@NullMarked
package org.bellwether.learner;

import org.jspecify.annotations.NullMarked;
