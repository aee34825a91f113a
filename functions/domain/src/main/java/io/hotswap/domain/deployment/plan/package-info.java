/// The plan of a deployment: stages, required approvals, forecast of verdicts, price.
@NullMarked
package io.hotswap.domain.deployment.plan;

import org.jspecify.annotations.NullMarked;
