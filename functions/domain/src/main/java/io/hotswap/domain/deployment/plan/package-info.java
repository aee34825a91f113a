/// What a deployment would do, computed before it does it: stages, approvals, verdicts within
/// reach, price.
@NullMarked
package io.hotswap.domain.deployment.plan;

import org.jspecify.annotations.NullMarked;
