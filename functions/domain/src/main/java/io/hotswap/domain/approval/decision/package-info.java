/// Requesting, deciding, withdrawing and expiring approvals.
@NullMarked
package io.hotswap.domain.approval.decision;

import org.jspecify.annotations.NullMarked;
