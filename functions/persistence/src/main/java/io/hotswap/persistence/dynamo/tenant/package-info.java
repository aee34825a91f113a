/// Tenants themselves, and their pins, in the tenants' table.
@NullMarked
package io.hotswap.persistence.dynamo.tenant;

import org.jspecify.annotations.NullMarked;
