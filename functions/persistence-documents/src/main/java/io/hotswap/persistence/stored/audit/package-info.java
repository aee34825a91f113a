/// Audit records as they are stored.
@NullMarked
package io.hotswap.persistence.stored.audit;

import org.jspecify.annotations.NullMarked;
