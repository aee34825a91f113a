/// Plugins, versions and uploads as they are stored.
@NullMarked
package io.hotswap.persistence.stored.registry;

import org.jspecify.annotations.NullMarked;
