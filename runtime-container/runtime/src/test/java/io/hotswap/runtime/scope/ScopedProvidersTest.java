package io.hotswap.runtime.scope;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As `sun.security.jca.Providers` uses it, under the names of its methods. */
class ScopedProvidersTest {
  private static volatile Object ofTheJvm = "of the JVM";

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Version version = new Version();
  private ScopedProviders providers = null;

  private static final class Version extends ClassLoader implements Scoped {
    private final VersionScope scope = new VersionScope();

    @Override
    public VersionScope scope() {
      return scope;
    }
  }

  @BeforeEach
  void make() throws ReflectiveOperationException {
    VarHandle field =
        MethodHandles.lookup()
            .findStaticVarHandle(ScopedProvidersTest.class, "ofTheJvm", Object.class);
    providers = new ScopedProviders(field);
  }

  @AfterEach
  void leave() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private void enter() {
    Thread.currentThread().setContextClassLoader(version);
  }

  private Object beginThreadProviderList(Object list) {
    var old = providers.get();
    providers.set(list);
    return old;
  }

  private void endThreadProviderList(Object old) {
    if (old == null) {
      providers.remove();
    } else {
      providers.set(old);
    }
  }

  private void changeThreadProviderList(Object list) {
    providers.set(list);
  }

  @Test
  void what_others_change_during_a_verification_is_there_after_it() {
    enter();
    var old = beginThreadProviderList("of a jar");
    version.scope().providers("of another thread");
    assertSame("of a jar", providers.get());
    endThreadProviderList(old);
    assertSame("of another thread", providers.get());
    version.scope().providers("later");
    assertSame("later", providers.get());
  }

  @Test
  void verifications_within_verifications_end_one_by_one() {
    enter();
    changeThreadProviderList("own");
    var first = beginThreadProviderList("outer");
    var second = beginThreadProviderList("inner");
    version.scope().providers("of another thread");
    endThreadProviderList(second);
    assertSame("outer", providers.get());
    endThreadProviderList(first);
    assertSame("of another thread", providers.get());
  }

  @Test
  void a_change_during_a_verification_goes_with_it() {
    enter();
    var old = beginThreadProviderList("of a jar");
    changeThreadProviderList("of a jar, changed");
    assertSame("of a jar, changed", providers.get());
    endThreadProviderList(old);
    assertSame(ofTheJvm, providers.get());
  }

  @Test
  void nobodys_thread_has_no_list_after_a_verification() {
    var old = beginThreadProviderList("outer");
    var inner = beginThreadProviderList("inner");
    endThreadProviderList(inner);
    assertSame("outer", providers.get());
    endThreadProviderList(old);
    assertNull(providers.get());
  }
}
