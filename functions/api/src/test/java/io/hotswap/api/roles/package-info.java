/// Holds what functions do in their tests to what their roles in template.yaml let them do.
@NullMarked
package io.hotswap.api.roles;

import org.jspecify.annotations.NullMarked;
