@NullMarked
package io.hotswap.domain.tenant.secret;

import org.jspecify.annotations.NullMarked;
