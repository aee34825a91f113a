/// Tenants themselves, their pins, and what they used.
@NullMarked
package io.hotswap.persistence.dynamo.tenant;

import org.jspecify.annotations.NullMarked;
