/// Who may do and see what: roles, the policy table, callers and their accounts.
@NullMarked
package io.hotswap.domain.access;

import org.jspecify.annotations.NullMarked;
