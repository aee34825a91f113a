/// A configuration and the schema that its plugin's manifest gives it.
@NullMarked
package io.hotswap.archive.configuration;

import org.jspecify.annotations.NullMarked;
