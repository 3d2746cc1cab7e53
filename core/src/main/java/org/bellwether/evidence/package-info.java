/** What cannot be changed unnoticed: the audit log's hash chain, and Merkle proofs about it. */
@NullMarked
package org.bellwether.evidence;

import org.jspecify.annotations.NullMarked;
