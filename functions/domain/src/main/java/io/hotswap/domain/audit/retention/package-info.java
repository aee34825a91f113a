/// Old audit records are archived, the archive is signed for, and then they are removed.
@NullMarked
package io.hotswap.domain.audit.retention;

import org.jspecify.annotations.NullMarked;
