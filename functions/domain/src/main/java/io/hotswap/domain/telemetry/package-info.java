/// What nodes report of calls, tenants, health and unloaded versions.
@NullMarked
package io.hotswap.domain.telemetry;

import org.jspecify.annotations.NullMarked;
