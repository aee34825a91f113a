/// Tenants that were created, and whom to write to about them. A tenant that nobody created is
/// served all the same.
@NullMarked
package io.hotswap.domain.tenant.directory;

import org.jspecify.annotations.NullMarked;
