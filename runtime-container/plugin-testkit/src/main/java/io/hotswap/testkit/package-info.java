/// For plugin authors: [PluginContract] checks a packed plugin; [TestCall] and [TestContext]
/// replace the runtime in unit tests.
@NullMarked
package io.hotswap.testkit;

import org.jspecify.annotations.NullMarked;
