/// Reports of nodes: calls, tenants, health, failures and unloaded versions.
@NullMarked
package io.hotswap.domain.telemetry;

import org.jspecify.annotations.NullMarked;
