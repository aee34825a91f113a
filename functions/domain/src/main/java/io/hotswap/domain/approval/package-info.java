/// Approvals that a deployment needs before it begins, and who may give them.
@NullMarked
package io.hotswap.domain.approval;

import org.jspecify.annotations.NullMarked;
