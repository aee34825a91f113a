package io.hotswap.runtime.unloading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.SelfAttached;
import io.hotswap.runtime.testing.TestNode;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of versions that only soft references, hidden classes or reflection lead to. */
class SoftlyHeldTest {
  private static final MethodHandle CACHING = MethodHandles.identity(Object.class);
  private static final List<Object> HELD = new ArrayList<>();

  @TempDir Path root;
  private final List<UnloadCertificate> certificates = new CopyOnWriteArrayList<>();
  private CollectionProof collectionProof;
  private PluginRef ref;

  /** Of one class, as a plugin's. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super("softly-held/1.0.0", Loader.class.getClassLoader());
    }

    Class<?> plugin() {
      var lookup = MethodTypeDesc.of(ConstantDescs.CD_MethodHandles_Lookup);
      var handles = ClassDesc.of("java.lang.invoke.MethodHandles");
      int flags = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
      var bytes =
          ClassFile.of()
              .build(
                  ClassDesc.of("Held"),
                  type ->
                      type.withFlags(AccessFlag.PUBLIC)
                          .withMethodBody(
                              "lookup",
                              lookup,
                              flags,
                              code -> code.invokestatic(handles, "lookup", lookup).areturn()));
      return defineClass("Held", bytes, 0, bytes.length);
    }
  }

  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
  }

  @BeforeEach
  void open() throws Exception {
    var variables = new Variables(TestNode.variables(root.toString()));
    collectionProof =
        new CollectionProof(
            UnloadingConfig.from(variables),
            new NodeMetrics(InMemoryControlPlane.ENVIRONMENT),
            certificates::add,
            Clock.systemUTC());
    collectionProof.start();
    var routed = new InMemoryControlPlane().register("1.0.0", new byte[] {1});
    ref = PluginRef.of(Documents.serving("softly-held", 1, routed), routed);
    HELD.clear();
  }

  @AfterEach
  void close() {
    collectionProof.close();
    HELD.clear();
  }

  @FunctionalInterface
  private interface Holding {
    void hold(Class<?> plugin) throws Exception;
  }

  private UnloadCertificate after(Holding holding) throws Exception {
    var loader = new Loader();
    holding.hold(loader.plugin());
    collectionProof.register(ref, loader, () -> 0);
    loader = null;
    Eventually.within(Yard.CYCLES, () -> "certified", () -> !certificates.isEmpty());
    return certificates.getFirst();
  }

  private static void assertCollected(UnloadCertificate unloadCertificate) {
    assertFalse(
        assertInstanceOf(UnloadCertificate.Collected.class, unloadCertificate).leaked(),
        unloadCertificate::toString);
  }

  private static String assertLeaked(LeakKind kind, UnloadCertificate unloadCertificate) {
    var cause = assertInstanceOf(UnloadCertificate.Leaked.class, unloadCertificate).trace().cause();
    assertEquals(kind, cause.kind(), unloadCertificate::toString);
    return cause.sentence();
  }

  /** A class whose static field holds the plugin's. */
  private static Class<?> hidden(Class<?> plugin, ClassOption... options) throws Exception {
    var name = SoftlyHeldTest.class.getPackageName() + ".Unnamed";
    return hidden(MethodHandles.lookup(), name, plugin, options);
  }

  private static Class<?> hidden(
      MethodHandles.Lookup in, String name, Class<?> plugin, ClassOption... options)
      throws Exception {
    var bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                type ->
                    type.withFlags(AccessFlag.PUBLIC)
                        .withField(
                            "held",
                            ConstantDescs.CD_Object,
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC));
    var hidden = in.defineHiddenClass(bytes, true, options).lookupClass();
    hidden.getField("held").set(null, plugin);
    return hidden;
  }

  private static MethodType typed(Class<?> type) {
    return MethodType.methodType(type, type);
  }

  @Test
  void a_version_in_a_cache_of_method_handles_is_let_go() throws Exception {
    assertCollected(after(plugin -> CACHING.asType(typed(plugin))));
  }

  @Test
  void a_version_that_a_hidden_class_in_such_a_cache_holds_is_let_go() throws Exception {
    // Of another plugin: one of ours is held for as long as we are there.
    var other = (MethodHandles.Lookup) new Loader().plugin().getMethod("lookup").invoke(null);
    assertCollected(after(plugin -> CACHING.asType(typed(hidden(other, "Unnamed", plugin)))));
  }

  @Test
  void two_such_caches_let_it_go() throws Exception {
    var other = MethodHandles.empty(MethodType.methodType(Object.class, Object.class));
    HELD.add(other);
    assertCollected(
        after(
            plugin -> {
              CACHING.asType(typed(plugin));
              other.asType(typed(plugin));
            }));
  }

  @Test
  void a_hidden_class_that_somebody_holds_softly_is_told_as_soft() throws Exception {
    assertTrue(
        assertLeaked(
                LeakKind.SoftReference,
                after(plugin -> HELD.add(new SoftReference<>(hidden(plugin)))))
            .contains(SoftlyHeldTest.class.getName() + ".HELD"));
  }

  @Test
  void a_hidden_class_that_nobody_holds_is_no_root() throws Exception {
    assertCollected(after(plugin -> hidden(plugin)));
  }

  @Test
  void a_hidden_class_that_lives_as_long_as_its_loader_is_named() throws Exception {
    Class<?>[] strong = new Class<?>[1];
    assertTrue(
        assertLeaked(
                LeakKind.StaticField,
                after(plugin -> strong[0] = hidden(plugin, ClassOption.STRONG)))
            .contains("Unnamed"));
    strong[0].getField("held").set(null, null);
  }

  @Test
  void a_method_leads_to_its_class() throws Exception {
    assertHeld(plugin -> HELD.add(plugin.getMethod("lookup")));
  }

  @Test
  void a_module_leads_to_its_loader() throws Exception {
    assertHeld(plugin -> HELD.add(plugin.getModule()));
  }

  @Test
  void methods_in_an_array_lead_to_their_class() throws Exception {
    assertHeld(plugin -> HELD.add(plugin.getDeclaredMethods()));
  }

  private void assertHeld(Holding holding) throws Exception {
    assertTrue(
        assertLeaked(LeakKind.StaticField, after(holding))
            .contains(SoftlyHeldTest.class.getName() + ".HELD"));
  }
}
