/// From a client's request to an admitted deployment: validation, defaults, admission.
@NullMarked
package io.hotswap.domain.deployment.request;

import org.jspecify.annotations.NullMarked;
