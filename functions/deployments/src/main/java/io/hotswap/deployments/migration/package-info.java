/// Migrations: the tenants of a version go to another.
@NullMarked
package io.hotswap.deployments.migration;

import org.jspecify.annotations.NullMarked;
