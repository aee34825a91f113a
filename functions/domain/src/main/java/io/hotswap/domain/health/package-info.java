/// Health of versions: triggers of the automatic rollback, handling of anomalies, ejection of
/// nodes.
@NullMarked
package io.hotswap.domain.health;

import org.jspecify.annotations.NullMarked;
