package io.evoforge.vcs.jgit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * Gives this adapter a copy of JGit's classes whose static state nobody else sees.
 *
 * <p>JGit reads the user's and the system's git configuration through a static {@code SystemReader}: to find the latter
 * it starts the {@code git} program, and it writes what it measured about the file system below the user's home. The
 * only switch is {@code SystemReader.setInstance}, which would change every other user of JGit in this JVM. Set on a
 * private copy of the class it changes nobody but us.
 *
 * <p>All other classes, the domain and the logging API among them, are those of the parent, so values pass freely.
 */
final class PrivateClassLoader extends ClassLoader {
    private static final List<String> OURS = List.of("org.eclipse.jgit.", "io.evoforge.vcs.jgit.internal.");

    static {
        registerAsParallelCapable();
    }

    /** One copy for all instances of the adapter: classes are costly, and there is nothing in them to tell apart. */
    static final PrivateClassLoader INSTANCE = new PrivateClassLoader(PrivateClassLoader.class.getClassLoader());

    private PrivateClassLoader(ClassLoader parent) {
        super("evoforge-jgit", parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OURS.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = define(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /**
     * A new object of a class that only this loader knows.
     *
     * @param type what of it the outside knows
     * @param parameters of its public constructor
     */
    static <T> T create(String className, Class<T> type, List<Class<?>> parameters, Object... arguments) {
        try {
            return INSTANCE.loadClass(className)
                    .asSubclass(type)
                    .getConstructor(parameters.toArray(Class<?>[]::new))
                    .newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("JGit could not be started", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "JGit could not be loaded; see that org.eclipse.jgit is complete on the class path", e);
        }
    }
}
