/// Approvals as they are stored.
@NullMarked
package io.hotswap.persistence.stored.approval;

import org.jspecify.annotations.NullMarked;
