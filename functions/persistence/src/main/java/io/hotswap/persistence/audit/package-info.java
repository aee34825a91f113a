/// The audit table as it is read: chains of subjects, and the indexes over them.
@NullMarked
package io.hotswap.persistence.audit;

import org.jspecify.annotations.NullMarked;
