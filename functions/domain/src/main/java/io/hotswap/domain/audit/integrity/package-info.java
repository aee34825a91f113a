/// That nothing was dropped, changed or put between audit records: digests over the ends of all
/// chains, and the verification of records against them.
@NullMarked
package io.hotswap.domain.audit.integrity;

import org.jspecify.annotations.NullMarked;
