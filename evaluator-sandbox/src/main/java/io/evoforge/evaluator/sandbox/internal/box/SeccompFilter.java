package io.evoforge.evaluator.sandbox.internal.box;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * A filter on system calls as classic BPF, in the form that {@code bwrap --seccomp} takes: what a calculation needs is
 * allowed, and what opens sockets, starts processes, traces, mounts, makes namespaces or loads code into the kernel
 * fails as not permitted.
 *
 * <p>Layout of an instruction and of what it looks at: Linux, {@code linux/filter.h} and {@code linux/seccomp.h}.
 */
final class SeccompFilter {
    private static final short LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final short JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final short JUMP_IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private static final short JUMP_IF_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private static final short RETURN = 0x06; // BPF_RET | BPF_K

    private static final int OFFSET_NUMBER = 0;
    private static final int OFFSET_ARCHITECTURE = 4;
    private static final int OFFSET_FIRST_ARGUMENT = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int NOT_PERMITTED = 0x00050001; // SECCOMP_RET_ERRNO | EPERM
    private static final int NO_SUCH_CALL = 0x00050026; // SECCOMP_RET_ERRNO | ENOSYS
    private static final int KILL_PROCESS = 0x80000000;

    private static final int CLONE_THREAD = 0x00010000;
    private static final int CLONE_NEW_NAMESPACE = 0x7e020080;
    private static final int CLONE3 = 435;

    /** Denied, with numbers that are the same on all machines: asynchronous I/O, new mounts, process handles. */
    private static final String EVERYWHERE = """
            pidfd_send_signal=424 io_uring_setup=425 io_uring_enter=426 io_uring_register=427
            open_tree=428 move_mount=429 fsopen=430 fsconfig=431 fsmount=432 fspick=433 mount_setattr=442
            pidfd_open=434 pidfd_getfd=438
            """;

    /** Denied on x86-64. Pairs of sockets stay allowed: Java opens files with them, and they lead nowhere. */
    private static final String X86_64 = """
            socket=41 connect=42 accept=43 sendto=44 recvfrom=45 sendmsg=46 recvmsg=47 bind=49 listen=50 accept4=288
            fork=57 vfork=58 kill=62 ptrace=101 process_vm_readv=310 process_vm_writev=311 execveat=322
            pivot_root=155 chroot=161 mount=165 umount2=166 unshare=272 setns=308
            add_key=248 request_key=249 keyctl=250 perf_event_open=298 memfd_create=319 bpf=321 userfaultfd=323
            shmget=29 shmat=30 shmctl=31 semget=64 msgget=68 mq_open=240
            personality=135 acct=163 swapon=167 swapoff=168 reboot=169 quotactl=179
            init_module=175 delete_module=176 finit_module=313 kexec_load=246 kexec_file_load=320
            name_to_handle_at=303 open_by_handle_at=304
            """;

    /** Denied on 64-bit ARM. */
    private static final String AARCH64 = """
            socket=198 bind=200 listen=201 accept=202 connect=203 sendto=206 recvfrom=207 sendmsg=211 recvmsg=212 accept4=242
            ptrace=117 kill=129 process_vm_readv=270 process_vm_writev=271 execveat=281
            umount2=39 mount=40 pivot_root=41 chroot=51 unshare=97 setns=268
            add_key=217 request_key=218 keyctl=219 perf_event_open=241 memfd_create=279 bpf=280 userfaultfd=282
            mq_open=180 msgget=186 semget=190 shmget=194 shmctl=195 shmat=196
            quotactl=60 acct=89 personality=92 reboot=142 swapon=224 swapoff=225
            init_module=105 delete_module=106 finit_module=273 kexec_load=104 kexec_file_load=294
            name_to_handle_at=264 open_by_handle_at=265
            """;

    private static final Set<String> PROCESSES = Set.of("fork", "vfork", "kill");

    private SeccompFilter() {}

    /**
     * The filter for a machine, or empty if we know no system call numbers for it.
     *
     * @param name as Java names it
     * @param processes whether more processes may be started; they stay in the box
     */
    static Optional<byte[]> forArchitecture(String name, boolean processes) {
        return switch (name) {
            case "amd64", "x86_64" -> Optional.of(filter(0xc000003e, 56, X86_64, true, processes));
            case "aarch64", "arm64" -> Optional.of(filter(0xc00000b7, 220, AARCH64, false, processes));
            default -> Optional.empty();
        };
    }

    private static byte[] filter(
            int architecture, int clone, String denied, boolean hasSecondTable, boolean processes) {
        Program program = new Program();
        program.add(LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE);
        program.add(JUMP_IF_EQUAL, 1, 0, architecture);
        program.add(RETURN, 0, 0, KILL_PROCESS);
        program.add(LOAD_WORD, 0, 0, OFFSET_NUMBER);
        if (hasSecondTable) {
            // The 32-bit calls of x32 have numbers of their own.
            program.add(JUMP_IF_AT_LEAST, 0, 1, 0x40000000);
            program.add(RETURN, 0, 0, NOT_PERMITTED);
        }
        // Its flags lie in memory, where a filter cannot look; without it the C library falls back to clone.
        program.returnIf(CLONE3, NO_SUCH_CALL);
        for (String call : (EVERYWHERE + denied).split("\\s+", -1)) {
            if (!call.isEmpty() && !(processes && PROCESSES.contains(call.substring(0, call.indexOf('='))))) {
                program.returnIf(Integer.parseInt(call.substring(call.indexOf('=') + 1)), NOT_PERMITTED);
            }
        }
        program.add(JUMP_IF_EQUAL, 1, 0, clone);
        program.add(RETURN, 0, 0, ALLOW);
        // Threads may be made, processes and namespaces may not.
        program.add(LOAD_WORD, 0, 0, OFFSET_FIRST_ARGUMENT);
        program.add(JUMP_IF_ANY_BIT, 0, 1, CLONE_NEW_NAMESPACE);
        program.add(RETURN, 0, 0, NOT_PERMITTED);
        if (!processes) {
            program.add(JUMP_IF_ANY_BIT, 1, 0, CLONE_THREAD);
            program.add(RETURN, 0, 0, NOT_PERMITTED);
        }
        program.add(RETURN, 0, 0, ALLOW);
        return program.toByteArray();
    }

    private static final class Program {
        private final ByteBuffer bytes = ByteBuffer.allocate(4_096).order(ByteOrder.nativeOrder());

        void add(short code, int ifTrue, int ifFalse, int value) {
            bytes.putShort(code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
        }

        void returnIf(int number, int result) {
            add(JUMP_IF_EQUAL, 0, 1, number);
            add(RETURN, 0, 0, result);
        }

        byte[] toByteArray() {
            byte[] program = new byte[bytes.position()];
            bytes.flip().get(program);
            return program;
        }
    }
}
