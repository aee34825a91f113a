/// Which releases may be brought to an environment.
@NullMarked
package io.hotswap.domain.deployment.admission;

import org.jspecify.annotations.NullMarked;
