/// What bodies and answers have in common.
@NullMarked
package io.hotswap.tenants.wire;

import org.jspecify.annotations.NullMarked;
