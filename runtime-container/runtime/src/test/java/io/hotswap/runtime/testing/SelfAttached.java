package io.hotswap.runtime.testing;

import com.sun.tools.attach.VirtualMachine;
import io.hotswap.runtime.heap.NodeAgent;
import java.nio.file.Files;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What a node's jar does by its manifest when it is started. */
public final class SelfAttached {
  private static boolean attached;

  private SelfAttached() {}

  public static synchronized void agent() throws Exception {
    if (!attached) {
      attach();
    }
  }

  private static void attach() throws Exception {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", NodeAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    var jar = Files.createTempFile("agent-", ".jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    var self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    try {
      self.loadAgent(jar.toString());
    } finally {
      self.detach();
      Files.delete(jar);
    }
    attached = true;
  }
}
