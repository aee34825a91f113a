/// Checks tenants' configurations with the schemas of registered plugins.
@NullMarked
package io.hotswap.api.configuration;

import org.jspecify.annotations.NullMarked;
