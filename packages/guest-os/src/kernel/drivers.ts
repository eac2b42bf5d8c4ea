import type { ChannelDescription, DeviceDescription } from "@crosstalk/hardware";
import type { KernelContext } from "./state.ts";

/**
 * How a kernel reaches a device: itself, if the machine has it; else by the front-end of a channel that stands for it.
 * Which of the two it is, the kernel learns from what the machine describes, and picks its driver by it.
 */
export type Driver =
  | { readonly kind: "direct"; readonly device: DeviceDescription }
  | { readonly kind: "front-end"; readonly channel: ChannelDescription };

/** The driver of a device; undefined if the machine has neither the device nor a channel for it. */
export function driverOf({ devices, channels }: KernelContext, name: string): Driver | undefined {
  const device = devices.find((each) => each.name === name);
  if (device !== undefined) return { kind: "direct", device };
  const channel = channels.find((each) => each.end === "front" && each.device === name);
  return channel === undefined ? undefined : { kind: "front-end", channel };
}

/** The back-end that serves a channel, and the device of the machine to which it passes requests on. */
export interface BackEnd {
  readonly channel: ChannelDescription;
  readonly device: DeviceDescription;
}

/** The back-end of a channel, given the channel's path; undefined if the machine holds no such end, or has no such device. */
export function backEndOf({ devices, channels }: KernelContext, path: string): BackEnd | undefined {
  const channel = channels.find((each) => each.end === "back" && each.path === path);
  const device = devices.find(({ name }) => name === channel?.device);
  return channel === undefined || device === undefined ? undefined : { channel, device };
}
