/** Who may do what: roles, tokens, accounts, sign-in, and the one table of endpoint × role. */
@NullMarked
package org.bellwether.access;

import org.jspecify.annotations.NullMarked;
