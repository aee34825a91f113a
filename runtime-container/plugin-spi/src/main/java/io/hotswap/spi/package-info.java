/// What a plugin author compiles against: implement [Plugin], name the class in the manifest, done.
///
/// Types the runtime implements ([Call], [PluginContext], [Configuration], [Metrics]) grow by
/// `default` methods only, so a plugin compiled today runs on a later runtime of the same
/// [protocol][Plugin#PROTOCOL].
@NullMarked
package io.hotswap.spi;

import org.jspecify.annotations.NullMarked;
