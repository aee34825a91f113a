package io.hotswap.runtime.unloading;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/// A class loader of one class that nobody ever uses. Collections of young objects alone keep class
/// loaders alive: so, whatever the collector, the sentinel's end means that a cycle which unloads
/// classes began after it was made and is over.
///
/// Always a fresh one: G1 takes what is young for alive until it has grown old, which is up to
/// fifteen collections. A sentinel made earlier could die before a loader does that only young
/// garbage holds; that would be told as a leak and is none.
final class Sentinel extends PhantomReference<ClassLoader> {
  private static final String NAME = "Sentinel";
  private static final byte[] CLASS = ClassFile.of().build(ClassDesc.of(NAME), type -> {});

  private final RetiredLoader retiredLoader;

  /// @param watched whose cycles it counts
  Sentinel(RetiredLoader retiredLoader, ReferenceQueue<ClassLoader> queue) {
    super(new OfNoUse(), queue);
    this.retiredLoader = retiredLoader;
  }

  RetiredLoader watched() {
    return retiredLoader;
  }

  private static final class OfNoUse extends ClassLoader {
    OfNoUse() {
      super("hotswap-sentinel", null);
      // Without a class it is an object like any other, which every collection may take.
      defineClass(NAME, CLASS, 0, CLASS.length);
    }
  }
}
