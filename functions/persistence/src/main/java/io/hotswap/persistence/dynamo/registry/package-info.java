/// Plugins, their versions and uploads, and what is recorded of versions beside them.
@NullMarked
package io.hotswap.persistence.dynamo.registry;

import org.jspecify.annotations.NullMarked;
