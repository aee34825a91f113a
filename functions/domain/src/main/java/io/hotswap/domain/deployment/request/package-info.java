/// From what a client sends to a deployment: validation, defaults, admission.
@NullMarked
package io.hotswap.domain.deployment.request;

import org.jspecify.annotations.NullMarked;
