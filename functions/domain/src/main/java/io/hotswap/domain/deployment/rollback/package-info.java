/// Rollbacks by people who know a plugin and an environment, and no deployment's id.
@NullMarked
package io.hotswap.domain.deployment.rollback;

import org.jspecify.annotations.NullMarked;
