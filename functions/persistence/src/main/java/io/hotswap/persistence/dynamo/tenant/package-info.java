/// Tenants themselves, their pins, what they used, and changes of many of them.
@NullMarked
package io.hotswap.persistence.dynamo.tenant;

import org.jspecify.annotations.NullMarked;
