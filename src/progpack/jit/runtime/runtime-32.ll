
%struct.field = type { i32, i32, i32, i32, i32 }
%struct.record = type { i32, i32 }
%struct.timespec = type { i64, i64 }
%struct.prefix = type { i64, i32, [261 x i8] }
%struct.socket = type { i32, i32, i32, i32, i32, i32, i32, [4 x i32], i32, i16, i16, i32, [4 x i32], i32, i32, i64 }
%struct.open_socket = type { %struct.socket, i32, i32 }
%struct.timer = type { i64, i64, i64, i32, i32 }
%struct.held = type { i64, i64 }
%struct.fib_lookup = type { i8, i8, i16, i16, i16, i32, i32, [16 x i8], [16 x i8], i32, [6 x i8], [6 x i8] }
%struct.device = type { i32, i32, i32, [6 x i8], [2 x i8] }
%struct.route = type { [16 x i8], [16 x i8], [16 x i8], i32, i32, i32, i32, i32, i32, i32, i32, i32, i32 }
%struct.neighbour = type { [16 x i8], i32, i32, [6 x i8], [2 x i8] }
%struct.tunnel_key = type { i32, [16 x i8], i8, i8, i16, i32, [16 x i8] }
%struct.text = type { ptr, i64, i64 }
%struct.prepared = type { [512 x i8], i32, i32, i32, [12 x %struct.anon] }
%struct.anon = type { i32, i32 }
%struct.packet = type { i64, i64, i64 }
%struct.token = type { [8 x i8], i64 }
%struct.port = type { i64, i64, i64, i64 }
%struct.tally = type { i64, i64 }
%struct.answer = type { i64, i64, i64, i64, i64 }
%struct.link_form = type { i32, i32, i32, i32 }
%struct.map_slot = type { i64, i64, i64 }
%struct.anon.0 = type { i64, i32, i32 }
%struct.anon.1 = type { [8 x i32], i16, i16 }
%struct.tuple = type { ptr, ptr, i32, i32, i32, i32 }

@.str = private unnamed_addr constant [8 x i8] c"KKKKKKI\00", align 1
@__const.put_v6.field = private unnamed_addr constant %struct.field { i32 0, i32 0, i32 0, i32 1, i32 4 }, align 4

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = lshr i32 %2, 20
  %5 = and i32 %4, 3
  %6 = zext nneg i32 %5 to i64
  %7 = shl nuw nsw i64 1, %6
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %11 = load i64, ptr %10, align 8
  %12 = icmp ult i64 %1, %9
  %13 = icmp ugt i64 %1, %11
  %14 = or i1 %12, %13
  %15 = sub nuw i64 %11, %1
  %16 = icmp ugt i64 %7, %15
  %17 = select i1 %14, i1 true, i1 %16
  br i1 %17, label %18, label %20

18:                                               ; preds = %3
  %19 = tail call fastcc i64 @check_behind(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %7, i32 noundef %2) #28
  br label %20

20:                                               ; preds = %3, %18
  %21 = phi i64 [ %19, %18 ], [ 1, %3 ]
  ret i64 %21
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 0, 2) i64 @check_behind(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef %3) unnamed_addr #1 {
  %5 = lshr i32 %3, 22
  %6 = and i32 %5, 1
  %7 = tail call fastcc i32 @allowed_behind(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %6) #28
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %9, label %19

9:                                                ; preds = %4
  %10 = and i32 %3, 1048575
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %10, ptr %11, align 4
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %13 = load i32, ptr %12, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %19

15:                                               ; preds = %9
  %16 = add nuw nsw i32 %6, 1
  store i32 %16, ptr %12, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %17, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 %2, ptr %18, align 8
  br label %19

19:                                               ; preds = %15, %9, %4
  %20 = phi i64 [ 1, %4 ], [ 0, %9 ], [ 0, %15 ]
  ret i64 %20
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check_range(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %19, label %6

6:                                                ; preds = %4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %10 = load i64, ptr %9, align 8
  %11 = icmp ult i64 %1, %8
  %12 = icmp ugt i64 %1, %10
  %13 = or i1 %11, %12
  %14 = sub nuw i64 %10, %1
  %15 = icmp ugt i64 %2, %14
  %16 = select i1 %13, i1 true, i1 %15
  br i1 %16, label %17, label %19

17:                                               ; preds = %6
  %18 = tail call fastcc i64 @check_behind(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #28
  br label %19

19:                                               ; preds = %4, %6, %17
  %20 = phi i64 [ %18, %17 ], [ 1, %6 ], [ 1, %4 ]
  ret i64 %20
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check_map(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %1, 0
  br i1 %5, label %111, label %6

6:                                                ; preds = %4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 344
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %10 = load i64, ptr %9, align 8
  %11 = icmp eq i64 %8, %10
  br i1 %11, label %12, label %22

12:                                               ; preds = %6
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 352
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 328
  %16 = load i64, ptr %15, align 8
  %17 = icmp eq i64 %14, %16
  br i1 %17, label %18, label %22

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 336
  %20 = load i64, ptr %19, align 8
  %21 = trunc i64 %20 to i32
  br label %22

22:                                               ; preds = %6, %12, %18
  %23 = phi i32 [ %21, %18 ], [ 0, %12 ], [ 0, %6 ]
  %24 = zext i32 %23 to i64
  %25 = icmp eq i64 %1, %24
  br i1 %25, label %87, label %26

26:                                               ; preds = %22
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %28 = load i64, ptr %27, align 8, !noalias !4
  %29 = sub i64 %28, %10
  %30 = icmp ugt i64 %29, 192
  %31 = trunc i64 %10 to i32
  br i1 %30, label %34, label %32

32:                                               ; preds = %26
  %33 = trunc i64 %28 to i32
  br label %58

34:                                               ; preds = %26
  %35 = inttoptr i32 %31 to ptr
  %36 = getelementptr inbounds i8, ptr %35, i32 -8
  %37 = load i64, ptr %36, align 8, !noalias !7
  %38 = trunc i64 %37 to i32
  %39 = trunc i64 %28 to i32
  %40 = icmp eq i32 %38, 0
  br i1 %40, label %58, label %41

41:                                               ; preds = %34
  %42 = inttoptr i32 %38 to ptr
  %43 = getelementptr inbounds nuw i8, ptr %42, i32 24
  %44 = load i64, ptr %42, align 8, !noalias !7
  %45 = trunc i64 %44 to i32
  %46 = getelementptr inbounds nuw i64, ptr %43, i32 %45
  %47 = getelementptr inbounds nuw i8, ptr %42, i32 8
  %48 = load i64, ptr %47, align 8, !noalias !7
  %49 = trunc i64 %48 to i32
  %50 = mul i32 %49, 24
  %51 = getelementptr inbounds nuw i8, ptr %46, i32 %50
  %52 = getelementptr inbounds nuw i8, ptr %42, i32 16
  %53 = load i64, ptr %52, align 8, !noalias !7
  %54 = trunc i64 %53 to i32
  %55 = getelementptr inbounds nuw i64, ptr %51, i32 %54
  %56 = ptrtoint ptr %51 to i32
  %57 = ptrtoint ptr %55 to i32
  br label %58

58:                                               ; preds = %32, %34, %41
  %59 = phi i32 [ %39, %34 ], [ %39, %41 ], [ %33, %32 ]
  %60 = phi i32 [ 0, %34 ], [ %38, %41 ], [ 0, %32 ]
  %61 = phi i32 [ %31, %34 ], [ %56, %41 ], [ %31, %32 ]
  %62 = phi i32 [ %39, %34 ], [ %57, %41 ], [ %33, %32 ]
  %63 = phi i32 [ 3, %34 ], [ 1, %41 ], [ 3, %32 ]
  %64 = ptrtoint ptr %0 to i32
  %65 = zext i32 %60 to i64
  %66 = shl nuw i64 %65, 32
  %67 = zext i32 %64 to i64
  %68 = or disjoint i64 %66, %67
  %69 = insertvalue [5 x i64] poison, i64 %68, 0
  %70 = zext i32 %59 to i64
  %71 = shl nuw i64 %70, 32
  %72 = and i64 %10, 4294967295
  %73 = or disjoint i64 %71, %72
  %74 = insertvalue [5 x i64] %69, i64 %73, 1
  %75 = zext i32 %62 to i64
  %76 = shl nuw i64 %75, 32
  %77 = zext i32 %61 to i64
  %78 = or disjoint i64 %76, %77
  %79 = insertvalue [5 x i64] %74, i64 %78, 2
  %80 = zext nneg i32 %63 to i64
  %81 = insertvalue [5 x i64] %79, i64 %80, 3
  %82 = insertvalue [5 x i64] %81, i64 0, 4
  %83 = tail call fastcc i32 @is_map([5 x i64] %82, i64 noundef %1) #28
  %84 = icmp eq i32 %83, 0
  br i1 %84, label %111, label %85

85:                                               ; preds = %58
  %86 = load i64, ptr %9, align 8
  br label %87

87:                                               ; preds = %85, %22
  %88 = phi i64 [ %86, %85 ], [ %10, %22 ]
  %89 = trunc i64 %1 to i32
  %90 = inttoptr i32 %89 to ptr
  %91 = getelementptr inbounds nuw i8, ptr %0, i32 336
  store i64 %1, ptr %91, align 8
  store i64 %88, ptr %7, align 8
  %92 = getelementptr inbounds nuw i8, ptr %0, i32 328
  %93 = load i64, ptr %92, align 8
  %94 = getelementptr inbounds nuw i8, ptr %0, i32 352
  store i64 %93, ptr %94, align 8
  %95 = load i32, ptr %90, align 8
  %96 = icmp ult i32 %95, 64
  br i1 %96, label %97, label %111

97:                                               ; preds = %87
  %98 = zext nneg i32 %95 to i64
  %99 = shl nuw i64 1, %98
  %100 = and i64 %99, %2
  %101 = icmp eq i64 %100, 0
  br i1 %101, label %111, label %102

102:                                              ; preds = %97
  %103 = and i32 %3, 4194304
  %104 = icmp eq i32 %103, 0
  br i1 %104, label %120, label %105

105:                                              ; preds = %102
  %106 = getelementptr inbounds nuw i8, ptr %90, i32 108
  %107 = load i32, ptr %106, align 4
  %108 = and i32 %107, 1
  %109 = icmp eq i32 %108, 0
  br i1 %109, label %120, label %110

110:                                              ; preds = %105
  switch i32 %95, label %111 [
    i32 15, label %120
    i32 18, label %120
    i32 20, label %120
  ]

111:                                              ; preds = %110, %97, %87, %58, %4
  %112 = and i32 %3, 1048575
  %113 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %112, ptr %113, align 4
  %114 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %115 = load i32, ptr %114, align 8
  %116 = icmp eq i32 %115, 0
  br i1 %116, label %117, label %120

117:                                              ; preds = %111
  store i32 5, ptr %114, align 8
  %118 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %118, align 8
  %119 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %119, align 8
  br label %120

120:                                              ; preds = %110, %110, %110, %102, %105, %117, %111
  %121 = phi i64 [ 0, %117 ], [ 0, %111 ], [ 1, %110 ], [ 1, %105 ], [ 1, %102 ], [ 1, %110 ], [ 1, %110 ]
  ret i64 %121
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @is_map([5 x i64] %0, i64 noundef %1) unnamed_addr #1 {
  %3 = extractvalue [5 x i64] %0, 0
  %4 = trunc i64 %3 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = lshr i64 %3, 32
  %7 = trunc nuw i64 %6 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = extractvalue [5 x i64] %0, 1
  %10 = trunc i64 %9 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = lshr i64 %9, 32
  %13 = trunc nuw i64 %12 to i32
  %14 = inttoptr i32 %13 to ptr
  %15 = extractvalue [5 x i64] %0, 2
  %16 = trunc i64 %15 to i32
  %17 = inttoptr i32 %16 to ptr
  %18 = lshr i64 %15, 32
  %19 = trunc nuw i64 %18 to i32
  %20 = inttoptr i32 %19 to ptr
  %21 = extractvalue [5 x i64] %0, 3
  %22 = trunc i64 %21 to i32
  %23 = lshr i64 %21, 32
  %24 = trunc nuw i64 %23 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = extractvalue [5 x i64] %0, 4
  %27 = icmp eq i64 %6, 0
  br i1 %27, label %48, label %28

28:                                               ; preds = %2
  %29 = load i64, ptr %8, align 8
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %48, label %31

31:                                               ; preds = %28
  %32 = getelementptr inbounds nuw i8, ptr %8, i32 24
  br label %33

33:                                               ; preds = %42, %31
  %34 = phi i64 [ %29, %31 ], [ %46, %42 ]
  %35 = phi i64 [ 0, %31 ], [ %45, %42 ]
  %36 = add i64 %35, %34
  %37 = lshr i64 %36, 1
  %38 = trunc i64 %37 to i32
  %39 = getelementptr inbounds nuw i64, ptr %32, i32 %38
  %40 = load i64, ptr %39, align 8
  %41 = icmp eq i64 %40, %1
  br i1 %41, label %130, label %42

42:                                               ; preds = %33
  %43 = icmp ult i64 %40, %1
  %44 = add nuw i64 %37, 1
  %45 = select i1 %43, i64 %44, i64 %35
  %46 = select i1 %43, i64 %34, i64 %37
  %47 = icmp ult i64 %45, %46
  br i1 %47, label %33, label %48, !llvm.loop !10

48:                                               ; preds = %42, %28, %2
  %49 = phi ptr [ %11, %2 ], [ %14, %28 ], [ %14, %42 ]
  %50 = getelementptr inbounds nuw i8, ptr %5, i32 328
  %51 = getelementptr inbounds nuw i8, ptr %5, i32 488
  %52 = getelementptr inbounds nuw i8, ptr %5, i32 8
  %53 = getelementptr inbounds nuw i8, ptr %5, i32 12
  br label %54

54:                                               ; preds = %127, %48
  %55 = phi ptr [ %17, %48 ], [ %115, %127 ]
  %56 = phi ptr [ %49, %48 ], [ %114, %127 ]
  %57 = phi ptr [ %25, %48 ], [ %113, %127 ]
  %58 = phi i64 [ %26, %48 ], [ %112, %127 ]
  %59 = icmp ult ptr %56, %14
  br i1 %59, label %105, label %60

60:                                               ; preds = %54, %96
  %61 = phi ptr [ %104, %96 ], [ %55, %54 ]
  %62 = phi ptr [ %103, %96 ], [ %57, %54 ]
  %63 = phi i64 [ 0, %96 ], [ %58, %54 ]
  %64 = icmp eq ptr %62, null
  %65 = getelementptr inbounds nuw i8, ptr %62, i32 16
  %66 = getelementptr inbounds nuw i8, ptr %62, i32 8
  br i1 %64, label %94, label %67

67:                                               ; preds = %60, %87
  %68 = phi i64 [ %88, %87 ], [ %63, %60 ]
  %69 = load i64, ptr %62, align 8
  %70 = icmp ult i64 %68, %69
  br i1 %70, label %71, label %94

71:                                               ; preds = %67
  %72 = load i64, ptr %66, align 8
  %73 = mul i64 %72, %68
  %74 = trunc i64 %73 to i32
  %75 = getelementptr inbounds nuw i64, ptr %65, i32 %74
  %76 = getelementptr inbounds nuw i8, ptr %75, i32 8
  br label %77

77:                                               ; preds = %83, %71
  %78 = load atomic i64, ptr %75 acquire, align 8
  %79 = load i64, ptr %66, align 8
  %80 = icmp ugt i64 %79, 1
  br i1 %80, label %81, label %83

81:                                               ; preds = %77
  %82 = load atomic i64, ptr %76 acquire, align 8
  br label %83

83:                                               ; preds = %81, %77
  %84 = phi i64 [ %82, %81 ], [ -1, %77 ]
  %85 = load atomic i64, ptr %75 acquire, align 8
  %86 = icmp eq i64 %85, %78
  br i1 %86, label %87, label %77

87:                                               ; preds = %83
  %88 = add nuw i64 %68, 1
  %89 = load i64, ptr %50, align 8
  %90 = icmp ule i64 %84, %89
  %91 = trunc i64 %78 to i32
  %92 = icmp eq i32 %91, 0
  %93 = select i1 %90, i1 true, i1 %92
  br i1 %93, label %67, label %110

94:                                               ; preds = %67, %60
  %95 = icmp eq ptr %61, %20
  br i1 %95, label %130, label %96

96:                                               ; preds = %94
  %97 = load i64, ptr %61, align 8
  %98 = trunc i64 %97 to i32
  %99 = inttoptr i32 %98 to ptr
  %100 = getelementptr inbounds nuw i8, ptr %99, i32 248
  %101 = load atomic i64, ptr %100 acquire, align 8
  %102 = trunc i64 %101 to i32
  %103 = inttoptr i32 %102 to ptr
  %104 = getelementptr inbounds nuw i64, ptr %61, i32 %22
  br label %60, !llvm.loop !13

105:                                              ; preds = %54
  %106 = getelementptr inbounds nuw i8, ptr %56, i32 24
  %107 = load i64, ptr %56, align 8
  %108 = trunc i64 %107 to i32
  %109 = icmp eq i32 %108, 0
  br i1 %109, label %130, label %110

110:                                              ; preds = %87, %105
  %111 = phi i32 [ %108, %105 ], [ %91, %87 ]
  %112 = phi i64 [ %58, %105 ], [ %88, %87 ]
  %113 = phi ptr [ %57, %105 ], [ %62, %87 ]
  %114 = phi ptr [ %106, %105 ], [ %56, %87 ]
  %115 = phi ptr [ %55, %105 ], [ %61, %87 ]
  %116 = load i64, ptr %51, align 8
  %117 = add i64 %116, 1
  store i64 %117, ptr %51, align 8
  %118 = icmp ult i64 %117, 16384
  br i1 %118, label %127, label %119

119:                                              ; preds = %110
  store i64 0, ptr %51, align 8
  %120 = load i32, ptr %52, align 8
  %121 = icmp eq i32 %120, 0
  br i1 %121, label %122, label %130

122:                                              ; preds = %119
  %123 = load i32, ptr %53, align 4
  %124 = and i32 %123, 1048575
  %125 = tail call fastcc i64 @goes_on(ptr noundef nonnull %5, i32 noundef %124) #28
  %126 = icmp eq i64 %125, 0
  br i1 %126, label %130, label %127

127:                                              ; preds = %110, %122
  %128 = zext i32 %111 to i64
  %129 = icmp eq i64 %1, %128
  br i1 %129, label %130, label %54, !llvm.loop !14

130:                                              ; preds = %33, %119, %122, %105, %127, %94
  %131 = phi i32 [ 1, %127 ], [ 0, %94 ], [ 0, %119 ], [ 0, %105 ], [ 0, %122 ], [ 1, %33 ]
  ret i32 %131
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #2

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_check_record(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = tail call fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) #28
  %5 = icmp eq ptr %4, null
  br i1 %5, label %41, label %6

6:                                                ; preds = %3
  %7 = load i32, ptr %4, align 8
  %8 = icmp eq i32 %7, 27
  br i1 %8, label %9, label %41

9:                                                ; preds = %6
  %10 = getelementptr inbounds nuw i8, ptr %4, i32 32
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %1, %11
  %13 = icmp ugt i64 %12, 7
  %14 = and i64 %12, 7
  %15 = icmp eq i64 %14, 0
  %16 = and i1 %13, %15
  br i1 %16, label %17, label %41

17:                                               ; preds = %9
  %18 = add i64 %1, 4294967288
  %19 = sub i64 %18, %11
  %20 = getelementptr inbounds nuw i8, ptr %4, i32 112
  %21 = load i64, ptr %20, align 8
  %22 = trunc i64 %21 to i32
  %23 = inttoptr i32 %22 to ptr
  %24 = getelementptr inbounds nuw i8, ptr %4, i32 12
  %25 = load i32, ptr %24, align 4
  %26 = add i32 %25, -1
  %27 = zext i32 %26 to i64
  %28 = and i64 %19, %27
  %29 = lshr i64 %28, 3
  %30 = trunc nuw nsw i64 %29 to i32
  %31 = getelementptr inbounds nuw %struct.record, ptr %23, i32 %30
  %32 = getelementptr inbounds nuw i8, ptr %31, i32 4
  %33 = load atomic i32, ptr %32 acquire, align 4
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %35 = load i32, ptr %34, align 8
  %36 = shl i32 %35, 2
  %37 = or disjoint i32 %36, 1
  %38 = icmp eq i32 %33, %37
  %39 = ptrtoint ptr %31 to i32
  %40 = zext i32 %39 to i64
  br i1 %38, label %50, label %41

41:                                               ; preds = %6, %9, %3, %17
  %42 = and i32 %2, 1048575
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %42, ptr %43, align 4
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %45 = load i32, ptr %44, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %47, label %50

47:                                               ; preds = %41
  store i32 6, ptr %44, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %48, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %49, align 8
  br label %50

50:                                               ; preds = %47, %41, %17
  %51 = phi i64 [ %40, %17 ], [ 0, %41 ], [ 0, %47 ]
  ret i64 %51
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 2) i64 @pp_check_ctx(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #3 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %5 = load i64, ptr %4, align 8
  %6 = icmp eq i64 %1, %5
  br i1 %6, label %22, label %7

7:                                                ; preds = %3
  %8 = icmp eq i64 %1, 0
  br i1 %8, label %9, label %13

9:                                                ; preds = %7
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 520
  %11 = load i64, ptr %10, align 8
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %13, label %22

13:                                               ; preds = %9, %7
  %14 = and i32 %2, 1048575
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %14, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %17 = load i32, ptr %16, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %19, label %22

19:                                               ; preds = %13
  store i32 6, ptr %16, align 8
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %20, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %21, align 8
  br label %22

22:                                               ; preds = %19, %13, %3, %9
  %23 = phi i64 [ 1, %3 ], [ 1, %9 ], [ 0, %13 ], [ 0, %19 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden range(i64 -1, -9223372036854775808) i64 @pp_more(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %5 = load i32, ptr %4, align 8
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %7, label %29

7:                                                ; preds = %3
  %8 = icmp slt i64 %1, 0
  br i1 %8, label %9, label %13

9:                                                ; preds = %7
  %10 = and i32 %2, 1048575
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %10, ptr %11, align 4
  store i32 3, ptr %4, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 0, ptr %12, align 8
  br label %24

13:                                               ; preds = %7
  %14 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %2) #28
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %29, label %16

16:                                               ; preds = %13
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 488
  store i64 0, ptr %17, align 8
  %18 = and i32 %2, 1048575
  %19 = or disjoint i32 %18, 1048576
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %19, ptr %20, align 4
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %22 = load i64, ptr %21, align 8
  %23 = tail call i64 @llvm.usub.sat.i64(i64 %1, i64 %22)
  br label %24

24:                                               ; preds = %9, %16
  %25 = phi i32 [ 360, %16 ], [ 24, %9 ]
  %26 = phi i64 [ %23, %16 ], [ 0, %9 ]
  %27 = phi i64 [ %23, %16 ], [ -1, %9 ]
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 %25
  store i64 %26, ptr %28, align 8
  br label %29

29:                                               ; preds = %24, %13, %3
  %30 = phi i64 [ -1, %3 ], [ -1, %13 ], [ %27, %24 ]
  ret i64 %30
}

; Function Attrs: nounwind
define internal fastcc range(i64 0, 2) i64 @goes_on(ptr noundef %0, i32 noundef %1) unnamed_addr #0 {
  %3 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  %4 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %3) #30
  %5 = load i64, ptr %3, align 8
  %6 = mul i64 %5, 1000000000
  %7 = getelementptr inbounds nuw i8, ptr %3, i32 8
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %6, %8
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 392
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  store i64 %9, ptr %10, align 8
  %13 = icmp ult i64 %12, 500000
  br i1 %13, label %14, label %20

14:                                               ; preds = %2
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %16 = load i64, ptr %15, align 8
  %17 = icmp ult i64 %16, 8192
  br i1 %17, label %18, label %28

18:                                               ; preds = %14
  %19 = shl nuw nsw i64 %16, 1
  store i64 %19, ptr %15, align 8
  br label %28

20:                                               ; preds = %2
  %21 = icmp ugt i64 %12, 4000000
  br i1 %21, label %22, label %28

22:                                               ; preds = %20
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %24 = load i64, ptr %23, align 8
  %25 = icmp ugt i64 %24, 16
  br i1 %25, label %26, label %28

26:                                               ; preds = %22
  %27 = lshr i64 %24, 1
  store i64 %27, ptr %23, align 8
  br label %28

28:                                               ; preds = %14, %20, %22, %26, %18
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 384
  %30 = load i64, ptr %29, align 8
  %31 = add i64 %30, -1
  %32 = icmp ult i64 %31, %9
  br i1 %32, label %33, label %40

33:                                               ; preds = %28
  %34 = and i32 %1, 1048575
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %34, ptr %35, align 4
  %36 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %37 = load i32, ptr %36, align 8
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %39, label %64

39:                                               ; preds = %33
  store i32 8, ptr %36, align 8
  br label %61

40:                                               ; preds = %28
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 408
  %42 = load i64, ptr %41, align 8
  %43 = icmp eq i64 %42, 0
  br i1 %43, label %64, label %44

44:                                               ; preds = %40
  %45 = getelementptr inbounds nuw i8, ptr %0, i32 400
  %46 = load i64, ptr %45, align 8
  %47 = sub i64 %9, %46
  %48 = icmp ugt i64 %47, 19999999
  br i1 %48, label %49, label %64

49:                                               ; preds = %44
  store i64 %9, ptr %45, align 8
  %50 = trunc i64 %42 to i32
  %51 = inttoptr i32 %50 to ptr
  %52 = call i64 %51(ptr noundef nonnull %0) #30
  %53 = icmp eq i64 %52, 0
  br i1 %53, label %64, label %54

54:                                               ; preds = %49
  %55 = and i32 %1, 1048575
  %56 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %55, ptr %56, align 4
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %58 = load i32, ptr %57, align 8
  %59 = icmp eq i32 %58, 0
  br i1 %59, label %60, label %64

60:                                               ; preds = %54
  store i32 9, ptr %57, align 8
  br label %61

61:                                               ; preds = %39, %60
  %62 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 0, ptr %62, align 8
  %63 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %63, align 8
  br label %64

64:                                               ; preds = %61, %54, %33, %40, %44, %49
  %65 = phi i64 [ 1, %40 ], [ 0, %54 ], [ 1, %49 ], [ 1, %44 ], [ 0, %33 ], [ 0, %61 ]
  ret i64 %65
}

; Function Attrs: nounwind
define hidden i64 @pp_hash_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = trunc i64 %2 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = tail call fastcc i32 @hash_find(ptr noundef %5, ptr noundef %7) #28
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %46, label %10

10:                                               ; preds = %3
  %11 = icmp eq ptr %0, null
  br i1 %11, label %30, label %12

12:                                               ; preds = %10
  %13 = load i32, ptr %5, align 8
  %14 = add i32 %13, -11
  %15 = icmp ult i32 %14, -2
  br i1 %15, label %23, label %16

16:                                               ; preds = %12
  %17 = getelementptr inbounds nuw i8, ptr %5, i32 152
  %18 = load i64, ptr %17, align 8
  %19 = trunc i64 %18 to i32
  %20 = inttoptr i32 %19 to ptr
  %21 = getelementptr inbounds nuw i8, ptr %20, i32 %8
  %22 = getelementptr inbounds i8, ptr %21, i32 -1
  store atomic i8 1, ptr %22 monotonic, align 1
  br label %23

23:                                               ; preds = %16, %12
  %24 = getelementptr inbounds nuw i8, ptr %5, i32 144
  %25 = load i32, ptr %24, align 8
  %26 = icmp ugt i32 %25, 1
  br i1 %26, label %27, label %30

27:                                               ; preds = %23
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %29 = load i32, ptr %28, align 8
  br label %30

30:                                               ; preds = %10, %23, %27
  %31 = phi i32 [ %29, %27 ], [ 0, %23 ], [ 0, %10 ]
  %32 = add i32 %8, -1
  %33 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %34 = load i64, ptr %33, align 8
  %35 = zext i32 %32 to i64
  %36 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %37 = load i32, ptr %36, align 8
  %38 = zext i32 %37 to i64
  %39 = mul nuw i64 %38, %35
  %40 = add i64 %39, %34
  %41 = zext i32 %31 to i64
  %42 = getelementptr inbounds nuw i8, ptr %5, i32 136
  %43 = load i64, ptr %42, align 8
  %44 = mul i64 %43, %41
  %45 = add i64 %40, %44
  br label %46

46:                                               ; preds = %3, %30
  %47 = phi i64 [ %45, %30 ], [ 0, %3 ]
  ret i64 %47
}

; Function Attrs: noinline nounwind
define internal fastcc i32 @hash_find(ptr noundef captures(none) %0, ptr noundef readonly captures(none) %1) unnamed_addr #1 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 104
  %4 = load i32, ptr %3, align 8
  %5 = zext i32 %4 to i64
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %7 = load i32, ptr %6, align 4
  %8 = mul nuw i64 %5, 4294967297
  %9 = xor i64 %8, -7046029254386353131
  %10 = or i64 %9, 1
  %11 = icmp ugt i32 %7, 7
  br i1 %11, label %12, label %29

12:                                               ; preds = %2
  %13 = zext i64 %10 to i128
  br label %14

14:                                               ; preds = %14, %12
  %15 = phi ptr [ %1, %12 ], [ %27, %14 ]
  %16 = phi i32 [ %7, %12 ], [ %26, %14 ]
  %17 = phi i64 [ %9, %12 ], [ %25, %14 ]
  %18 = load i64, ptr %15, align 1
  %19 = xor i64 %18, %17
  %20 = mul i64 %19, %10
  %21 = zext i64 %19 to i128
  %22 = mul nuw i128 %21, %13
  %23 = lshr i128 %22, 64
  %24 = trunc nuw i128 %23 to i64
  %25 = xor i64 %20, %24
  %26 = add i32 %16, -8
  %27 = getelementptr inbounds nuw i8, ptr %15, i32 8
  %28 = icmp ugt i32 %26, 7
  br i1 %28, label %14, label %29, !llvm.loop !15

29:                                               ; preds = %14, %2
  %30 = phi i64 [ %9, %2 ], [ %25, %14 ]
  %31 = phi i32 [ %7, %2 ], [ %26, %14 ]
  %32 = phi ptr [ %1, %2 ], [ %27, %14 ]
  %33 = icmp eq i32 %31, 0
  br i1 %33, label %66, label %34

34:                                               ; preds = %29
  %35 = icmp samesign ult i32 %31, 4
  br i1 %35, label %40, label %36

36:                                               ; preds = %34
  %37 = load i32, ptr %32, align 1
  %38 = zext i32 %37 to i64
  %39 = getelementptr inbounds nuw i8, ptr %32, i32 4
  br label %40

40:                                               ; preds = %36, %34
  %41 = phi i64 [ %38, %36 ], [ 0, %34 ]
  %42 = phi ptr [ %39, %36 ], [ %32, %34 ]
  %43 = and i32 %31, 3
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %56, label %45

45:                                               ; preds = %40, %45
  %46 = phi ptr [ %54, %45 ], [ %42, %40 ]
  %47 = phi i64 [ %52, %45 ], [ %41, %40 ]
  %48 = phi i32 [ %53, %45 ], [ %43, %40 ]
  %49 = shl i64 %47, 8
  %50 = load i8, ptr %46, align 1
  %51 = zext i8 %50 to i64
  %52 = or disjoint i64 %49, %51
  %53 = add nsw i32 %48, -1
  %54 = getelementptr inbounds nuw i8, ptr %46, i32 1
  %55 = icmp eq i32 %53, 0
  br i1 %55, label %56, label %45, !llvm.loop !16

56:                                               ; preds = %45, %40
  %57 = phi i64 [ %41, %40 ], [ %52, %45 ]
  %58 = xor i64 %57, %30
  %59 = mul i64 %58, %10
  %60 = zext i64 %58 to i128
  %61 = zext i64 %10 to i128
  %62 = mul nuw i128 %60, %61
  %63 = lshr i128 %62, 64
  %64 = trunc nuw i128 %63 to i64
  %65 = xor i64 %59, %64
  br label %66

66:                                               ; preds = %29, %56
  %67 = phi i64 [ %65, %56 ], [ %30, %29 ]
  %68 = mul i64 %67, -7046029254386353131
  %69 = lshr i64 %68, 32
  %70 = trunc nuw i64 %69 to i32
  %71 = getelementptr inbounds nuw i8, ptr %0, i32 92
  %72 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %73 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %74 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %75 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %76 = getelementptr inbounds nuw i8, ptr %0, i32 28
  %77 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %78 = getelementptr inbounds nuw i8, ptr %0, i32 20
  br label %79

79:                                               ; preds = %66, %161
  %80 = phi i32 [ 0, %66 ], [ %162, %161 ]
  %81 = load atomic i32, ptr %71 acquire, align 4
  %82 = and i32 %81, 1
  %83 = icmp eq i32 %82, 0
  br i1 %83, label %84, label %161

84:                                               ; preds = %79
  %85 = load i64, ptr %72, align 8
  %86 = trunc i64 %85 to i32
  %87 = inttoptr i32 %86 to ptr
  %88 = load i64, ptr %73, align 8
  %89 = trunc i64 %88 to i32
  %90 = inttoptr i32 %89 to ptr
  %91 = load i32, ptr %74, align 8
  %92 = load i64, ptr %75, align 8
  %93 = trunc i64 %92 to i32
  %94 = inttoptr i32 %93 to ptr
  %95 = load i32, ptr %76, align 4
  %96 = and i32 %95, %70
  %97 = getelementptr inbounds nuw i32, ptr %94, i32 %96
  %98 = load atomic i32, ptr %97 monotonic, align 4
  %99 = icmp eq i32 %98, 0
  br i1 %99, label %158, label %100

100:                                              ; preds = %84, %149
  %101 = phi i32 [ %152, %149 ], [ %91, %84 ]
  %102 = phi i32 [ %151, %149 ], [ %98, %84 ]
  %103 = icmp ule i32 %102, %91
  %104 = icmp ne i32 %101, 0
  %105 = select i1 %103, i1 %104, i1 false
  br i1 %105, label %106, label %154

106:                                              ; preds = %100
  %107 = add i32 %102, -1
  %108 = getelementptr inbounds nuw i32, ptr %90, i32 %107
  %109 = load i32, ptr %108, align 4
  %110 = icmp eq i32 %109, %70
  br i1 %110, label %111, label %149

111:                                              ; preds = %106
  %112 = load i64, ptr %77, align 8
  %113 = trunc i64 %112 to i32
  %114 = inttoptr i32 %113 to ptr
  %115 = load i32, ptr %78, align 4
  %116 = mul i32 %115, %107
  %117 = getelementptr inbounds nuw i8, ptr %114, i32 %116
  %118 = load i32, ptr %6, align 4
  %119 = icmp ugt i32 %118, 7
  br i1 %119, label %125, label %120

120:                                              ; preds = %132, %111
  %121 = phi ptr [ %117, %111 ], [ %135, %132 ]
  %122 = phi i32 [ %118, %111 ], [ %133, %132 ]
  %123 = phi ptr [ %1, %111 ], [ %134, %132 ]
  %124 = icmp eq i32 %122, 0
  br i1 %124, label %154, label %137

125:                                              ; preds = %111, %132
  %126 = phi ptr [ %134, %132 ], [ %1, %111 ]
  %127 = phi i32 [ %133, %132 ], [ %118, %111 ]
  %128 = phi ptr [ %135, %132 ], [ %117, %111 ]
  %129 = load i64, ptr %126, align 1
  %130 = load i64, ptr %128, align 1
  %131 = icmp eq i64 %129, %130
  br i1 %131, label %132, label %149

132:                                              ; preds = %125
  %133 = add i32 %127, -8
  %134 = getelementptr inbounds nuw i8, ptr %126, i32 8
  %135 = getelementptr inbounds nuw i8, ptr %128, i32 8
  %136 = icmp ugt i32 %133, 7
  br i1 %136, label %125, label %120, !llvm.loop !17

137:                                              ; preds = %120, %144
  %138 = phi ptr [ %146, %144 ], [ %123, %120 ]
  %139 = phi i32 [ %145, %144 ], [ %122, %120 ]
  %140 = phi ptr [ %147, %144 ], [ %121, %120 ]
  %141 = load i8, ptr %138, align 1
  %142 = load i8, ptr %140, align 1
  %143 = icmp eq i8 %141, %142
  br i1 %143, label %144, label %149

144:                                              ; preds = %137
  %145 = add nsw i32 %139, -1
  %146 = getelementptr inbounds nuw i8, ptr %138, i32 1
  %147 = getelementptr inbounds nuw i8, ptr %140, i32 1
  %148 = icmp eq i32 %145, 0
  br i1 %148, label %154, label %137, !llvm.loop !18

149:                                              ; preds = %125, %137, %106
  %150 = getelementptr inbounds nuw i32, ptr %87, i32 %107
  %151 = load atomic i32, ptr %150 monotonic, align 4
  %152 = add i32 %101, -1
  %153 = icmp eq i32 %151, 0
  br i1 %153, label %154, label %100, !llvm.loop !19

154:                                              ; preds = %100, %120, %149, %144
  %155 = phi i32 [ %102, %144 ], [ 0, %149 ], [ 0, %100 ], [ %102, %120 ]
  fence acquire
  %156 = load atomic i32, ptr %71 monotonic, align 4
  %157 = icmp eq i32 %156, %81
  br i1 %157, label %258, label %161

158:                                              ; preds = %84
  fence acquire
  %159 = load atomic i32, ptr %71 monotonic, align 4
  %160 = icmp eq i32 %159, %81
  br i1 %160, label %258, label %161

161:                                              ; preds = %158, %79, %154
  %162 = add nuw nsw i32 %80, 1
  %163 = icmp eq i32 %162, 64
  br i1 %163, label %164, label %79, !llvm.loop !20

164:                                              ; preds = %161
  %165 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %166 = atomicrmw xchg ptr %165, i32 1 acquire, align 8
  %167 = icmp eq i32 %166, 0
  br i1 %167, label %186, label %172

168:                                              ; preds = %183, %172
  %169 = phi i32 [ %173, %172 ], [ %178, %183 ]
  %170 = atomicrmw xchg ptr %165, i32 1 acquire, align 8
  %171 = icmp eq i32 %170, 0
  br i1 %171, label %186, label %172, !llvm.loop !21

172:                                              ; preds = %164, %168
  %173 = phi i32 [ %169, %168 ], [ 0, %164 ]
  %174 = load atomic i32, ptr %165 monotonic, align 8
  %175 = icmp eq i32 %174, 0
  br i1 %175, label %168, label %176

176:                                              ; preds = %172, %183
  %177 = phi i32 [ %178, %183 ], [ %173, %172 ]
  %178 = add i32 %177, 1
  %179 = and i32 %178, 255
  %180 = icmp eq i32 %179, 0
  br i1 %180, label %181, label %183

181:                                              ; preds = %176
  %182 = tail call i32 @sched_yield() #30
  br label %183

183:                                              ; preds = %181, %176
  %184 = load atomic i32, ptr %165 monotonic, align 8
  %185 = icmp eq i32 %184, 0
  br i1 %185, label %168, label %176, !llvm.loop !22

186:                                              ; preds = %168, %164
  %187 = load i64, ptr %72, align 8
  %188 = trunc i64 %187 to i32
  %189 = inttoptr i32 %188 to ptr
  %190 = load i64, ptr %73, align 8
  %191 = trunc i64 %190 to i32
  %192 = inttoptr i32 %191 to ptr
  %193 = load i32, ptr %74, align 8
  %194 = load i64, ptr %75, align 8
  %195 = trunc i64 %194 to i32
  %196 = inttoptr i32 %195 to ptr
  %197 = load i32, ptr %76, align 4
  %198 = and i32 %197, %70
  %199 = getelementptr inbounds nuw i32, ptr %196, i32 %198
  %200 = load atomic i32, ptr %199 monotonic, align 4
  %201 = icmp eq i32 %200, 0
  br i1 %201, label %256, label %202

202:                                              ; preds = %186, %251
  %203 = phi i32 [ %254, %251 ], [ %193, %186 ]
  %204 = phi i32 [ %253, %251 ], [ %200, %186 ]
  %205 = icmp ule i32 %204, %193
  %206 = icmp ne i32 %203, 0
  %207 = select i1 %205, i1 %206, i1 false
  br i1 %207, label %208, label %256

208:                                              ; preds = %202
  %209 = add i32 %204, -1
  %210 = getelementptr inbounds nuw i32, ptr %192, i32 %209
  %211 = load i32, ptr %210, align 4
  %212 = icmp eq i32 %211, %70
  br i1 %212, label %213, label %251

213:                                              ; preds = %208
  %214 = load i64, ptr %77, align 8
  %215 = trunc i64 %214 to i32
  %216 = inttoptr i32 %215 to ptr
  %217 = load i32, ptr %78, align 4
  %218 = mul i32 %217, %209
  %219 = getelementptr inbounds nuw i8, ptr %216, i32 %218
  %220 = load i32, ptr %6, align 4
  %221 = icmp ugt i32 %220, 7
  br i1 %221, label %227, label %222

222:                                              ; preds = %234, %213
  %223 = phi ptr [ %219, %213 ], [ %237, %234 ]
  %224 = phi i32 [ %220, %213 ], [ %235, %234 ]
  %225 = phi ptr [ %1, %213 ], [ %236, %234 ]
  %226 = icmp eq i32 %224, 0
  br i1 %226, label %256, label %239

227:                                              ; preds = %213, %234
  %228 = phi ptr [ %236, %234 ], [ %1, %213 ]
  %229 = phi i32 [ %235, %234 ], [ %220, %213 ]
  %230 = phi ptr [ %237, %234 ], [ %219, %213 ]
  %231 = load i64, ptr %228, align 1
  %232 = load i64, ptr %230, align 1
  %233 = icmp eq i64 %231, %232
  br i1 %233, label %234, label %251

234:                                              ; preds = %227
  %235 = add i32 %229, -8
  %236 = getelementptr inbounds nuw i8, ptr %228, i32 8
  %237 = getelementptr inbounds nuw i8, ptr %230, i32 8
  %238 = icmp ugt i32 %235, 7
  br i1 %238, label %227, label %222, !llvm.loop !17

239:                                              ; preds = %222, %246
  %240 = phi ptr [ %248, %246 ], [ %225, %222 ]
  %241 = phi i32 [ %247, %246 ], [ %224, %222 ]
  %242 = phi ptr [ %249, %246 ], [ %223, %222 ]
  %243 = load i8, ptr %240, align 1
  %244 = load i8, ptr %242, align 1
  %245 = icmp eq i8 %243, %244
  br i1 %245, label %246, label %251

246:                                              ; preds = %239
  %247 = add nsw i32 %241, -1
  %248 = getelementptr inbounds nuw i8, ptr %240, i32 1
  %249 = getelementptr inbounds nuw i8, ptr %242, i32 1
  %250 = icmp eq i32 %247, 0
  br i1 %250, label %256, label %239, !llvm.loop !18

251:                                              ; preds = %227, %239, %208
  %252 = getelementptr inbounds nuw i32, ptr %189, i32 %209
  %253 = load atomic i32, ptr %252 monotonic, align 4
  %254 = add i32 %203, -1
  %255 = icmp eq i32 %253, 0
  br i1 %255, label %256, label %202, !llvm.loop !19

256:                                              ; preds = %202, %222, %251, %246, %186
  %257 = phi i32 [ 0, %186 ], [ %204, %246 ], [ 0, %202 ], [ 0, %251 ], [ %204, %222 ]
  store atomic i32 0, ptr %165 release, align 8
  br label %258

258:                                              ; preds = %154, %158, %256
  %259 = phi i32 [ %257, %256 ], [ %155, %154 ], [ 0, %158 ]
  ret i32 %259
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_array_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = trunc i64 %2 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = load i32, ptr %7, align 1
  %9 = getelementptr inbounds nuw i8, ptr %5, i32 12
  %10 = load i32, ptr %9, align 4
  %11 = icmp ult i32 %8, %10
  br i1 %11, label %12, label %36

12:                                               ; preds = %3
  %13 = getelementptr inbounds nuw i8, ptr %5, i32 144
  %14 = load i32, ptr %13, align 8
  %15 = icmp ugt i32 %14, 1
  %16 = icmp ne ptr %0, null
  %17 = and i1 %16, %15
  br i1 %17, label %18, label %21

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %20 = load i32, ptr %19, align 8
  br label %21

21:                                               ; preds = %12, %18
  %22 = phi i32 [ %20, %18 ], [ 0, %12 ]
  %23 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %24 = load i64, ptr %23, align 8
  %25 = zext i32 %8 to i64
  %26 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %27 = load i32, ptr %26, align 8
  %28 = zext i32 %27 to i64
  %29 = mul nuw i64 %28, %25
  %30 = add i64 %29, %24
  %31 = zext i32 %22 to i64
  %32 = getelementptr inbounds nuw i8, ptr %5, i32 136
  %33 = load i64, ptr %32, align 8
  %34 = mul i64 %33, %31
  %35 = add i64 %30, %34
  br label %36

36:                                               ; preds = %3, %21
  %37 = phi i64 [ %35, %21 ], [ 0, %3 ]
  ret i64 %37
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #5

; Function Attrs: nounwind
define hidden i64 @pp_map_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = load i32, ptr %5, align 8
  switch i32 %6, label %105 [
    i32 2, label %7
    i32 6, label %7
    i32 11, label %38
    i32 12, label %40
    i32 13, label %56
  ]

7:                                                ; preds = %3, %3
  %8 = trunc i64 %2 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = load i32, ptr %9, align 1
  %11 = getelementptr inbounds nuw i8, ptr %5, i32 12
  %12 = load i32, ptr %11, align 4
  %13 = icmp ult i32 %10, %12
  br i1 %13, label %14, label %146

14:                                               ; preds = %7
  %15 = getelementptr inbounds nuw i8, ptr %5, i32 144
  %16 = load i32, ptr %15, align 8
  %17 = icmp ugt i32 %16, 1
  %18 = icmp ne ptr %0, null
  %19 = and i1 %18, %17
  br i1 %19, label %20, label %23

20:                                               ; preds = %14
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %22 = load i32, ptr %21, align 8
  br label %23

23:                                               ; preds = %20, %14
  %24 = phi i32 [ %22, %20 ], [ 0, %14 ]
  %25 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %26 = load i64, ptr %25, align 8
  %27 = zext i32 %10 to i64
  %28 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %29 = load i32, ptr %28, align 8
  %30 = zext i32 %29 to i64
  %31 = mul nuw i64 %30, %27
  %32 = add i64 %31, %26
  %33 = zext i32 %24 to i64
  %34 = getelementptr inbounds nuw i8, ptr %5, i32 136
  %35 = load i64, ptr %34, align 8
  %36 = mul i64 %35, %33
  %37 = add i64 %32, %36
  br label %146

38:                                               ; preds = %3
  %39 = tail call i64 @pp_lpm_lookup(ptr poison, i64 noundef %1, i64 noundef %2) #28
  br label %146

40:                                               ; preds = %3
  %41 = trunc i64 %2 to i32
  %42 = inttoptr i32 %41 to ptr
  %43 = load i32, ptr %42, align 1
  %44 = getelementptr inbounds nuw i8, ptr %5, i32 12
  %45 = load i32, ptr %44, align 4
  %46 = icmp ult i32 %43, %45
  br i1 %46, label %47, label %146

47:                                               ; preds = %40
  %48 = getelementptr inbounds nuw i8, ptr %5, i32 144
  %49 = load i32, ptr %48, align 8
  %50 = icmp ugt i32 %49, 1
  %51 = icmp ne ptr %0, null
  %52 = and i1 %51, %50
  br i1 %52, label %53, label %84

53:                                               ; preds = %47
  %54 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %55 = load i32, ptr %54, align 8
  br label %84

56:                                               ; preds = %3
  %57 = trunc i64 %2 to i32
  %58 = inttoptr i32 %57 to ptr
  %59 = tail call fastcc i32 @hash_find(ptr noundef nonnull %5, ptr noundef %58) #28
  %60 = icmp eq i32 %59, 0
  br i1 %60, label %146, label %61

61:                                               ; preds = %56
  %62 = icmp eq ptr %0, null
  br i1 %62, label %81, label %63

63:                                               ; preds = %61
  %64 = load i32, ptr %5, align 8
  %65 = add i32 %64, -11
  %66 = icmp ult i32 %65, -2
  br i1 %66, label %74, label %67

67:                                               ; preds = %63
  %68 = getelementptr inbounds nuw i8, ptr %5, i32 152
  %69 = load i64, ptr %68, align 8
  %70 = trunc i64 %69 to i32
  %71 = inttoptr i32 %70 to ptr
  %72 = getelementptr inbounds nuw i8, ptr %71, i32 %59
  %73 = getelementptr inbounds i8, ptr %72, i32 -1
  store atomic i8 1, ptr %73 monotonic, align 1
  br label %74

74:                                               ; preds = %67, %63
  %75 = getelementptr inbounds nuw i8, ptr %5, i32 144
  %76 = load i32, ptr %75, align 8
  %77 = icmp ugt i32 %76, 1
  br i1 %77, label %78, label %81

78:                                               ; preds = %74
  %79 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %80 = load i32, ptr %79, align 8
  br label %81

81:                                               ; preds = %78, %74, %61
  %82 = phi i32 [ %80, %78 ], [ 0, %74 ], [ 0, %61 ]
  %83 = add i32 %59, -1
  br label %84

84:                                               ; preds = %47, %53, %81
  %85 = phi i32 [ %83, %81 ], [ %43, %53 ], [ %43, %47 ]
  %86 = phi i32 [ %82, %81 ], [ %55, %53 ], [ 0, %47 ]
  %87 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %88 = load i64, ptr %87, align 8
  %89 = zext i32 %85 to i64
  %90 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %91 = load i32, ptr %90, align 8
  %92 = zext i32 %91 to i64
  %93 = mul nuw i64 %92, %89
  %94 = add i64 %93, %88
  %95 = zext i32 %86 to i64
  %96 = getelementptr inbounds nuw i8, ptr %5, i32 136
  %97 = load i64, ptr %96, align 8
  %98 = mul i64 %97, %95
  %99 = add i64 %94, %98
  %100 = icmp eq i64 %99, 0
  br i1 %100, label %146, label %101

101:                                              ; preds = %84
  %102 = trunc i64 %99 to i32
  %103 = inttoptr i32 %102 to ptr
  %104 = load atomic i64, ptr %103 acquire, align 8
  br label %146

105:                                              ; preds = %3
  %106 = trunc i64 %2 to i32
  %107 = inttoptr i32 %106 to ptr
  %108 = tail call fastcc i32 @hash_find(ptr noundef nonnull %5, ptr noundef %107) #28
  %109 = icmp eq i32 %108, 0
  br i1 %109, label %146, label %110

110:                                              ; preds = %105
  %111 = icmp eq ptr %0, null
  br i1 %111, label %130, label %112

112:                                              ; preds = %110
  %113 = load i32, ptr %5, align 8
  %114 = add i32 %113, -11
  %115 = icmp ult i32 %114, -2
  br i1 %115, label %123, label %116

116:                                              ; preds = %112
  %117 = getelementptr inbounds nuw i8, ptr %5, i32 152
  %118 = load i64, ptr %117, align 8
  %119 = trunc i64 %118 to i32
  %120 = inttoptr i32 %119 to ptr
  %121 = getelementptr inbounds nuw i8, ptr %120, i32 %108
  %122 = getelementptr inbounds i8, ptr %121, i32 -1
  store atomic i8 1, ptr %122 monotonic, align 1
  br label %123

123:                                              ; preds = %116, %112
  %124 = getelementptr inbounds nuw i8, ptr %5, i32 144
  %125 = load i32, ptr %124, align 8
  %126 = icmp ugt i32 %125, 1
  br i1 %126, label %127, label %130

127:                                              ; preds = %123
  %128 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %129 = load i32, ptr %128, align 8
  br label %130

130:                                              ; preds = %127, %123, %110
  %131 = phi i32 [ %129, %127 ], [ 0, %123 ], [ 0, %110 ]
  %132 = add i32 %108, -1
  %133 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %134 = load i64, ptr %133, align 8
  %135 = zext i32 %132 to i64
  %136 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %137 = load i32, ptr %136, align 8
  %138 = zext i32 %137 to i64
  %139 = mul nuw i64 %138, %135
  %140 = add i64 %139, %134
  %141 = zext i32 %131 to i64
  %142 = getelementptr inbounds nuw i8, ptr %5, i32 136
  %143 = load i64, ptr %142, align 8
  %144 = mul i64 %143, %141
  %145 = add i64 %140, %144
  br label %146

146:                                              ; preds = %56, %40, %130, %105, %23, %7, %101, %84, %38
  %147 = phi i64 [ 0, %105 ], [ 0, %84 ], [ %39, %38 ], [ %104, %101 ], [ %37, %23 ], [ 0, %7 ], [ %145, %130 ], [ 0, %40 ], [ 0, %56 ]
  ret i64 %147
}

; Function Attrs: nounwind
define hidden i64 @pp_lpm_lookup(ptr readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca %struct.prefix, align 8
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  %7 = call fastcc i32 @read_prefix(ptr noundef %6, i64 noundef %2, ptr noundef %4, i32 noundef 0) #28
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %61, label %9

9:                                                ; preds = %3
  %10 = getelementptr inbounds nuw i8, ptr %6, i32 92
  br label %11

11:                                               ; preds = %9, %22
  %12 = phi i32 [ 0, %9 ], [ %23, %22 ]
  %13 = load atomic i32, ptr %10 acquire, align 4
  %14 = and i32 %13, 1
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %16, label %22

16:                                               ; preds = %11
  %17 = call fastcc i32 @walk(ptr noundef nonnull %6, ptr noundef %4) #28
  fence acquire
  %18 = load atomic i32, ptr %10 monotonic, align 4
  %19 = icmp eq i32 %18, %13
  br i1 %19, label %20, label %22

20:                                               ; preds = %16
  %21 = icmp eq i32 %17, 0
  br i1 %21, label %61, label %50

22:                                               ; preds = %11, %16
  %23 = add nuw nsw i32 %12, 1
  %24 = icmp eq i32 %23, 64
  br i1 %24, label %25, label %11, !llvm.loop !23

25:                                               ; preds = %22
  %26 = getelementptr inbounds nuw i8, ptr %6, i32 88
  %27 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %47, label %33

29:                                               ; preds = %44, %33
  %30 = phi i32 [ %34, %33 ], [ %39, %44 ]
  %31 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %47, label %33, !llvm.loop !21

33:                                               ; preds = %25, %29
  %34 = phi i32 [ %30, %29 ], [ 0, %25 ]
  %35 = load atomic i32, ptr %26 monotonic, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %29, label %37

37:                                               ; preds = %33, %44
  %38 = phi i32 [ %39, %44 ], [ %34, %33 ]
  %39 = add i32 %38, 1
  %40 = and i32 %39, 255
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %42, label %44

42:                                               ; preds = %37
  %43 = call i32 @sched_yield() #30
  br label %44

44:                                               ; preds = %42, %37
  %45 = load atomic i32, ptr %26 monotonic, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %29, label %37, !llvm.loop !22

47:                                               ; preds = %29, %25
  %48 = call fastcc i32 @walk(ptr noundef nonnull %6, ptr noundef %4) #28
  store atomic i32 0, ptr %26 release, align 8
  %49 = icmp eq i32 %48, 0
  br i1 %49, label %61, label %50

50:                                               ; preds = %47, %20
  %51 = phi i32 [ %17, %20 ], [ %48, %47 ]
  %52 = add i32 %51, -1
  %53 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %54 = load i64, ptr %53, align 8
  %55 = zext i32 %52 to i64
  %56 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %57 = load i32, ptr %56, align 8
  %58 = zext i32 %57 to i64
  %59 = mul nuw i64 %58, %55
  %60 = add i64 %59, %54
  br label %61

61:                                               ; preds = %50, %20, %47, %3
  %62 = phi i64 [ 0, %3 ], [ 0, %47 ], [ 0, %20 ], [ %60, %50 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #29
  ret i64 %62
}

; Function Attrs: nounwind
define hidden i64 @pp_map_lookup_percpu(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = trunc i64 %3 to i32
  %8 = getelementptr inbounds nuw i8, ptr %6, i32 144
  %9 = load i32, ptr %8, align 8
  %10 = icmp ugt i32 %9, %7
  br i1 %10, label %11, label %52

11:                                               ; preds = %4
  %12 = load i32, ptr %6, align 8
  %13 = icmp eq i32 %12, 6
  %14 = trunc i64 %2 to i32
  %15 = inttoptr i32 %14 to ptr
  br i1 %13, label %16, label %21

16:                                               ; preds = %11
  %17 = load i32, ptr %15, align 1
  %18 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %19 = load i32, ptr %18, align 4
  %20 = icmp ult i32 %17, %19
  br i1 %20, label %37, label %52

21:                                               ; preds = %11
  %22 = tail call fastcc i32 @hash_find(ptr noundef nonnull %6, ptr noundef %15) #28
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %52, label %24

24:                                               ; preds = %21
  %25 = load i32, ptr %6, align 8
  %26 = add i32 %25, -11
  %27 = icmp ult i32 %26, -2
  br i1 %27, label %35, label %28

28:                                               ; preds = %24
  %29 = getelementptr inbounds nuw i8, ptr %6, i32 152
  %30 = load i64, ptr %29, align 8
  %31 = trunc i64 %30 to i32
  %32 = inttoptr i32 %31 to ptr
  %33 = getelementptr inbounds nuw i8, ptr %32, i32 %22
  %34 = getelementptr inbounds i8, ptr %33, i32 -1
  store atomic i8 1, ptr %34 monotonic, align 1
  br label %35

35:                                               ; preds = %24, %28
  %36 = add i32 %22, -1
  br label %37

37:                                               ; preds = %16, %35
  %38 = phi i32 [ %36, %35 ], [ %17, %16 ]
  %39 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %40 = load i64, ptr %39, align 8
  %41 = zext i32 %38 to i64
  %42 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %43 = load i32, ptr %42, align 8
  %44 = zext i32 %43 to i64
  %45 = mul nuw i64 %44, %41
  %46 = add i64 %45, %40
  %47 = and i64 %3, 4294967295
  %48 = getelementptr inbounds nuw i8, ptr %6, i32 136
  %49 = load i64, ptr %48, align 8
  %50 = mul i64 %49, %47
  %51 = add i64 %46, %50
  br label %52

52:                                               ; preds = %37, %21, %16, %4
  %53 = phi i64 [ 0, %16 ], [ 0, %4 ], [ 0, %21 ], [ %51, %37 ]
  ret i64 %53
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @read_prefix(ptr noundef readonly captures(none) %0, i64 noundef %1, ptr noundef nonnull %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %6 = load i32, ptr %5, align 4
  %7 = add i32 %6, -4
  %8 = trunc i64 %1 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = icmp ne i32 %3, 0
  %11 = icmp ugt i32 %7, 7
  %12 = select i1 %10, i1 true, i1 %11
  br i1 %12, label %17, label %13

13:                                               ; preds = %4
  %14 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %15 = load i32, ptr %9, align 1
  store i32 %15, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %9, i32 4
  br label %28

17:                                               ; preds = %4
  %18 = getelementptr inbounds nuw i8, ptr %2, i32 12
  %19 = tail call ptr @memcpy(ptr noundef nonnull %18, ptr noundef %9, i32 noundef %6) #30
  %20 = load i32, ptr %5, align 4
  %21 = getelementptr inbounds nuw i8, ptr %18, i32 %20
  store i8 0, ptr %21, align 1
  %22 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %23 = load i32, ptr %18, align 1
  store i32 %23, ptr %22, align 8
  %24 = getelementptr inbounds nuw i8, ptr %2, i32 16
  br i1 %11, label %25, label %28

25:                                               ; preds = %17
  %26 = load i64, ptr %24, align 1
  %27 = tail call i64 @llvm.bswap.i64(i64 %26)
  br label %49

28:                                               ; preds = %13, %17
  %29 = phi ptr [ %16, %13 ], [ %24, %17 ]
  %30 = phi i32 [ %15, %13 ], [ %23, %17 ]
  switch i32 %6, label %36 [
    i32 8, label %31
    i32 4, label %49
  ]

31:                                               ; preds = %28
  %32 = load i32, ptr %29, align 1
  %33 = tail call i32 @llvm.bswap.i32(i32 %32)
  %34 = zext i32 %33 to i64
  %35 = shl nuw i64 %34, 32
  br label %49

36:                                               ; preds = %28, %36
  %37 = phi i32 [ %47, %36 ], [ 0, %28 ]
  %38 = phi i64 [ %46, %36 ], [ 0, %28 ]
  %39 = getelementptr inbounds nuw i8, ptr %29, i32 %37
  %40 = load i8, ptr %39, align 1
  %41 = zext i8 %40 to i64
  %42 = shl nuw nsw i32 %37, 3
  %43 = sub nuw nsw i32 56, %42
  %44 = zext nneg i32 %43 to i64
  %45 = shl nuw i64 %41, %44
  %46 = or i64 %45, %38
  %47 = add nuw nsw i32 %37, 1
  %48 = icmp eq i32 %47, %7
  br i1 %48, label %49, label %36, !llvm.loop !24

49:                                               ; preds = %36, %25, %28, %31
  %50 = phi i32 [ %23, %25 ], [ %30, %31 ], [ %30, %28 ], [ %30, %36 ]
  %51 = phi i64 [ %27, %25 ], [ %35, %31 ], [ 0, %28 ], [ %46, %36 ]
  store i64 %51, ptr %2, align 8
  %52 = shl i32 %7, 3
  %53 = icmp ule i32 %50, %52
  %54 = zext i1 %53 to i32
  ret i32 %54
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @walk(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1) unnamed_addr #6 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %4 = load atomic i64, ptr %3 monotonic, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %6 = load i32, ptr %5, align 8
  %7 = zext nneg i32 %6 to i64
  %8 = lshr i64 %4, %7
  %9 = shl nsw i64 -1, %7
  %10 = xor i64 %9, -1
  %11 = and i64 %8, %10
  %12 = trunc i64 %11 to i32
  %13 = shl i32 %6, 1
  %14 = zext nneg i32 %13 to i64
  %15 = shl nuw i64 1, %14
  %16 = or disjoint i32 %13, 1
  %17 = zext nneg i32 %16 to i64
  %18 = and i64 %4, %10
  %19 = trunc i64 %18 to i32
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %89, label %21

21:                                               ; preds = %2
  %22 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %24 = getelementptr inbounds nuw i8, ptr %1, i32 16
  br label %25

25:                                               ; preds = %21, %68
  %26 = phi i32 [ %19, %21 ], [ %78, %68 ]
  %27 = phi i64 [ %4, %21 ], [ %71, %68 ]
  %28 = phi i32 [ %12, %21 ], [ %76, %68 ]
  %29 = phi i32 [ 0, %21 ], [ %41, %68 ]
  %30 = and i64 %27, %15
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %32, label %80

32:                                               ; preds = %25
  %33 = lshr i64 %27, %17
  %34 = trunc i64 %33 to i32
  %35 = icmp ugt i32 %29, %34
  br i1 %35, label %80, label %36

36:                                               ; preds = %32
  %37 = mul i32 %34, 3
  %38 = load i32, ptr %22, align 8
  %39 = icmp ult i32 %37, %38
  br i1 %39, label %40, label %80

40:                                               ; preds = %36
  %41 = add i32 %34, 1
  %42 = load i64, ptr %23, align 8
  %43 = trunc i64 %42 to i32
  %44 = inttoptr i32 %43 to ptr
  %45 = shl i32 %26, 6
  %46 = getelementptr inbounds nuw i8, ptr %44, i32 %45
  %47 = icmp ult i32 %34, 21
  br i1 %47, label %48, label %54

48:                                               ; preds = %40
  %49 = load i64, ptr %1, align 8
  %50 = zext nneg i32 %37 to i64
  %51 = shl i64 %49, %50
  %52 = lshr i64 %51, 61
  %53 = trunc nuw nsw i64 %52 to i32
  br label %68

54:                                               ; preds = %40
  %55 = lshr i32 %37, 3
  %56 = getelementptr inbounds nuw i8, ptr %24, i32 %55
  %57 = load i8, ptr %56, align 1
  %58 = zext i8 %57 to i32
  %59 = shl nuw nsw i32 %58, 8
  %60 = getelementptr inbounds nuw i8, ptr %56, i32 1
  %61 = load i8, ptr %60, align 1
  %62 = zext i8 %61 to i32
  %63 = or disjoint i32 %59, %62
  %64 = and i32 %37, 7
  %65 = sub nuw nsw i32 13, %64
  %66 = lshr i32 %63, %65
  %67 = and i32 %66, 7
  br label %68

68:                                               ; preds = %54, %48
  %69 = phi i32 [ %53, %48 ], [ %67, %54 ]
  %70 = getelementptr inbounds nuw i64, ptr %46, i32 %69
  %71 = load atomic i64, ptr %70 monotonic, align 8
  %72 = lshr i64 %71, %7
  %73 = and i64 %72, %10
  %74 = trunc i64 %73 to i32
  %75 = icmp eq i32 %74, 0
  %76 = select i1 %75, i32 %28, i32 %74
  %77 = and i64 %71, %10
  %78 = trunc i64 %77 to i32
  %79 = icmp eq i32 %78, 0
  br i1 %79, label %80, label %25

80:                                               ; preds = %25, %68, %36, %32
  %81 = phi i32 [ %28, %25 ], [ %76, %68 ], [ %28, %36 ], [ %28, %32 ]
  %82 = phi i64 [ %27, %25 ], [ %71, %68 ], [ %27, %36 ], [ %27, %32 ]
  %83 = and i64 %82, %10
  %84 = trunc i64 %83 to i32
  %85 = icmp eq i32 %84, 0
  %86 = and i64 %82, %15
  %87 = icmp eq i64 %86, 0
  %88 = select i1 %85, i1 true, i1 %87
  br i1 %88, label %89, label %92

89:                                               ; preds = %2, %80
  %90 = phi i32 [ %81, %80 ], [ %12, %2 ]
  %91 = icmp eq i32 %90, 0
  br i1 %91, label %113, label %92

92:                                               ; preds = %80, %89
  %93 = phi i32 [ %90, %89 ], [ %84, %80 ]
  %94 = tail call fastcc i32 @common_bits(ptr noundef %0, ptr noundef %1, i32 noundef %93) #28
  %95 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %96 = load i64, ptr %95, align 8
  %97 = trunc i64 %96 to i32
  %98 = inttoptr i32 %97 to ptr
  %99 = add i32 %93, -1
  %100 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %101 = load i32, ptr %100, align 4
  %102 = mul i32 %101, %99
  %103 = getelementptr inbounds nuw i8, ptr %98, i32 %102
  %104 = load i32, ptr %103, align 1
  %105 = icmp ult i32 %94, %104
  %106 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %107 = load i32, ptr %106, align 8
  %108 = icmp ugt i32 %104, %107
  %109 = select i1 %105, i1 true, i1 %108
  br i1 %109, label %110, label %113

110:                                              ; preds = %92
  %111 = tail call i32 @llvm.umin.i32(i32 %94, i32 %107)
  %112 = tail call fastcc i32 @walk_again(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %111) #28
  br label %113

113:                                              ; preds = %92, %89, %110
  %114 = phi i32 [ 0, %89 ], [ %112, %110 ], [ %93, %92 ]
  ret i32 %114
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_publish(i64 noundef %0, i64 noundef %1) local_unnamed_addr #7 {
  %3 = trunc i64 %0 to i32
  %4 = inttoptr i32 %3 to ptr
  %5 = atomicrmw xchg ptr %4, i64 %1 acq_rel, align 8
  ret i64 %5
}

; Function Attrs: nounwind
define hidden range(i64 -95, 1) i64 @pp_map_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) local_unnamed_addr #0 {
  %7 = alloca i32, align 4
  %8 = alloca %struct.socket, align 8
  %9 = trunc i64 %1 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = load i32, ptr %10, align 8
  switch i32 %11, label %110 [
    i32 2, label %12
    i32 6, label %12
    i32 15, label %14
    i32 18, label %14
    i32 20, label %14
  ]

12:                                               ; preds = %6, %6
  %13 = tail call fastcc i64 @update_array(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) #28
  br label %112

14:                                               ; preds = %6, %6, %6
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  %15 = trunc i64 %3 to i32
  %16 = inttoptr i32 %15 to ptr
  call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(88) %8, ptr noundef nonnull align 1 dereferenceable(88) %16, i32 88, i1 false)
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 72
  %18 = load i32, ptr %17, align 8
  switch i32 %18, label %19 [
    i32 6, label %108
    i32 12, label %108
  ]

19:                                               ; preds = %14
  %20 = getelementptr inbounds nuw i8, ptr %8, i32 4
  %21 = load i32, ptr %20, align 4
  switch i32 %21, label %108 [
    i32 2, label %31
    i32 10, label %31
    i32 1, label %22
    i32 40, label %28
  ]

22:                                               ; preds = %19
  %23 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %24 = load i32, ptr %23, align 8
  %25 = icmp ne i32 %24, 1
  %26 = icmp eq i32 %18, 1
  %27 = or i1 %26, %25
  br i1 %27, label %49, label %108

28:                                               ; preds = %19
  %29 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %30 = load i32, ptr %29, align 8
  switch i32 %30, label %49 [
    i32 1, label %47
    i32 5, label %47
  ]

31:                                               ; preds = %19, %19
  %32 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %33 = load i32, ptr %32, align 8
  %34 = icmp ne i32 %33, 1
  %35 = getelementptr inbounds nuw i8, ptr %8, i32 12
  %36 = load i32, ptr %35, align 4
  %37 = icmp ne i32 %36, 6
  %38 = select i1 %34, i1 true, i1 %37
  br i1 %38, label %39, label %44

39:                                               ; preds = %31
  switch i32 %21, label %108 [
    i32 2, label %40
    i32 10, label %40
  ]

40:                                               ; preds = %39, %39
  %41 = icmp eq i32 %33, 2
  %42 = icmp eq i32 %36, 17
  %43 = select i1 %41, i1 %42, i1 false
  br i1 %43, label %44, label %108

44:                                               ; preds = %40, %31
  switch i32 %21, label %49 [
    i32 2, label %45
    i32 10, label %45
  ]

45:                                               ; preds = %44, %44
  br i1 %38, label %49, label %46

46:                                               ; preds = %45
  switch i32 %18, label %108 [
    i32 10, label %49
    i32 1, label %49
  ]

47:                                               ; preds = %28, %28
  %48 = icmp eq i32 %18, 1
  br i1 %48, label %49, label %108

49:                                               ; preds = %47, %46, %46, %45, %44, %28, %22
  call void @llvm.lifetime.start.p0(ptr nonnull %7)
  %50 = icmp ugt i64 %4, 2
  br i1 %50, label %106, label %51

51:                                               ; preds = %49
  %52 = trunc i64 %2 to i32
  %53 = inttoptr i32 %52 to ptr
  %54 = getelementptr inbounds nuw i8, ptr %10, i32 4
  %55 = load i32, ptr %54, align 4
  %56 = tail call i32 @llvm.umin.i32(i32 %55, i32 4)
  call void @llvm.memcpy.p0.p0.i32(ptr nonnull align 4 %7, ptr align 1 %53, i32 %56, i1 false)
  %57 = icmp eq i32 %11, 15
  br i1 %57, label %58, label %63

58:                                               ; preds = %51
  %59 = load i32, ptr %7, align 4
  %60 = getelementptr inbounds nuw i8, ptr %10, i32 12
  %61 = load i32, ptr %60, align 4
  %62 = icmp ult i32 %59, %61
  br i1 %62, label %63, label %106

63:                                               ; preds = %58, %51
  %64 = getelementptr inbounds nuw i8, ptr %8, i32 80
  %65 = load i64, ptr %64, align 8
  %66 = icmp eq i64 %65, 0
  br i1 %66, label %67, label %102

67:                                               ; preds = %63
  %68 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %69 = load i64, ptr %68, align 8
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %71 = load i64, ptr %70, align 8
  %72 = trunc i64 %71 to i32
  %73 = icmp eq i32 %72, 0
  br i1 %73, label %100, label %74

74:                                               ; preds = %67
  %75 = inttoptr i32 %72 to ptr
  %76 = load i64, ptr %75, align 8
  %77 = and i64 %76, 128
  %78 = icmp eq i64 %77, 0
  %79 = and i64 %76, 2048
  %80 = icmp eq i64 %79, 0
  br i1 %80, label %96, label %81

81:                                               ; preds = %74
  %82 = getelementptr inbounds nuw i8, ptr %75, i32 14088
  %83 = ptrtoint ptr %82 to i32
  %84 = zext i32 %83 to i64
  %85 = sub i64 %69, %84
  %86 = getelementptr inbounds nuw i8, ptr %75, i32 14080
  %87 = load i64, ptr %86, align 8
  %88 = mul i64 %87, 96
  %89 = icmp ult i64 %85, %88
  br i1 %89, label %90, label %96

90:                                               ; preds = %81
  %91 = udiv i64 %85, 96
  %92 = trunc i64 %91 to i32
  %93 = getelementptr inbounds nuw %struct.open_socket, ptr %82, i32 %92
  %94 = getelementptr inbounds nuw i8, ptr %93, i32 80
  %95 = load i64, ptr %94, align 8
  br label %100

96:                                               ; preds = %81, %74
  br i1 %78, label %100, label %97

97:                                               ; preds = %96
  %98 = getelementptr inbounds nuw i8, ptr %75, i32 88
  %99 = load i64, ptr %98, align 8
  br label %100

100:                                              ; preds = %97, %96, %90, %67
  %101 = phi i64 [ %95, %90 ], [ %99, %97 ], [ 1, %96 ], [ 1, %67 ]
  store i64 %101, ptr %64, align 8
  br label %102

102:                                              ; preds = %100, %63
  %103 = ptrtoint ptr %8 to i32
  %104 = zext i32 %103 to i64
  %105 = call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %104, i64 noundef %4, i32 noundef 0) #28
  br label %106

106:                                              ; preds = %102, %58, %49
  %107 = phi i64 [ %105, %102 ], [ -22, %49 ], [ -7, %58 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7)
  br label %108

108:                                              ; preds = %14, %14, %19, %22, %39, %40, %46, %47, %106
  %109 = phi i64 [ %107, %106 ], [ -95, %46 ], [ -22, %14 ], [ -95, %40 ], [ -95, %47 ], [ -95, %39 ], [ -95, %22 ], [ -22, %14 ], [ -95, %19 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  br label %112

110:                                              ; preds = %6
  %111 = tail call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) #28
  br label %112

112:                                              ; preds = %110, %108, %12
  %113 = phi i64 [ %13, %12 ], [ %109, %108 ], [ %111, %110 ]
  ret i64 %113
}

; Function Attrs: nounwind
define internal fastcc range(i64 -22, 1) i64 @update_array(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) unnamed_addr #0 {
  %7 = trunc i64 %1 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = and i64 %4, -5
  %10 = icmp ugt i64 %9, 2
  br i1 %10, label %77, label %11

11:                                               ; preds = %6
  %12 = trunc i64 %2 to i32
  %13 = inttoptr i32 %12 to ptr
  %14 = load i32, ptr %13, align 1
  %15 = getelementptr inbounds nuw i8, ptr %8, i32 12
  %16 = load i32, ptr %15, align 4
  %17 = icmp ult i32 %14, %16
  br i1 %17, label %18, label %77

18:                                               ; preds = %11
  %19 = and i64 %4, 1
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %77

21:                                               ; preds = %18
  %22 = and i64 %4, 4
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %26, label %24

24:                                               ; preds = %21
  %25 = tail call fastcc i64 @update_locked(ptr noundef %0, ptr noundef nonnull %8, i32 noundef %14, i64 noundef %3, i32 noundef %5) #28
  br label %42

26:                                               ; preds = %21
  %27 = trunc i64 %3 to i32
  %28 = inttoptr i32 %27 to ptr
  %29 = getelementptr inbounds nuw i8, ptr %8, i32 144
  %30 = load i32, ptr %29, align 8
  %31 = icmp ugt i32 %30, 1
  %32 = icmp ne ptr %0, null
  %33 = and i1 %32, %31
  br i1 %33, label %34, label %37

34:                                               ; preds = %26
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %36 = load i32, ptr %35, align 8
  br label %37

37:                                               ; preds = %26, %34
  %38 = phi i32 [ %36, %34 ], [ 0, %26 ]
  %39 = icmp eq ptr %0, null
  %40 = and i1 %39, %31
  %41 = zext i1 %40 to i32
  tail call fastcc void @put_value(ptr noundef %0, ptr noundef nonnull %8, i32 noundef %14, ptr noundef %28, i32 noundef %38, i32 noundef %41, i32 noundef 0) #28
  br label %42

42:                                               ; preds = %37, %24
  %43 = phi i64 [ %25, %24 ], [ 0, %37 ]
  %44 = getelementptr inbounds nuw i8, ptr %8, i32 236
  %45 = load i32, ptr %44, align 4
  %46 = icmp eq i32 %45, 0
  %47 = icmp ne i64 %43, 0
  %48 = select i1 %46, i1 true, i1 %47
  br i1 %48, label %77, label %49

49:                                               ; preds = %42
  %50 = getelementptr inbounds nuw i8, ptr %8, i32 88
  %51 = atomicrmw xchg ptr %50, i32 1 acquire, align 8
  %52 = icmp eq i32 %51, 0
  br i1 %52, label %71, label %57

53:                                               ; preds = %68, %57
  %54 = phi i32 [ %58, %57 ], [ %63, %68 ]
  %55 = atomicrmw xchg ptr %50, i32 1 acquire, align 8
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %71, label %57, !llvm.loop !21

57:                                               ; preds = %49, %53
  %58 = phi i32 [ %54, %53 ], [ 0, %49 ]
  %59 = load atomic i32, ptr %50 monotonic, align 8
  %60 = icmp eq i32 %59, 0
  br i1 %60, label %53, label %61

61:                                               ; preds = %57, %68
  %62 = phi i32 [ %63, %68 ], [ %58, %57 ]
  %63 = add i32 %62, 1
  %64 = and i32 %63, 255
  %65 = icmp eq i32 %64, 0
  br i1 %65, label %66, label %68

66:                                               ; preds = %61
  %67 = tail call i32 @sched_yield() #30
  br label %68

68:                                               ; preds = %66, %61
  %69 = load atomic i32, ptr %50 monotonic, align 8
  %70 = icmp eq i32 %69, 0
  br i1 %70, label %53, label %61, !llvm.loop !22

71:                                               ; preds = %53, %49
  %72 = getelementptr inbounds nuw i8, ptr %8, i32 240
  %73 = load i64, ptr %72, align 8
  %74 = trunc i64 %73 to i32
  %75 = inttoptr i32 %74 to ptr
  %76 = getelementptr inbounds nuw %struct.timer, ptr %75, i32 %14
  tail call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %76, i8 0, i32 32, i1 false)
  store atomic i32 0, ptr %50 release, align 8
  br label %77

77:                                               ; preds = %42, %71, %18, %11, %6
  %78 = phi i64 [ -17, %18 ], [ -22, %6 ], [ -7, %11 ], [ 0, %71 ], [ %43, %42 ]
  ret i64 %78
}

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) unnamed_addr #0 {
  %7 = trunc i64 %1 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = and i64 %4, -5
  %10 = icmp ugt i64 %9, 2
  br i1 %10, label %81, label %11

11:                                               ; preds = %6
  %12 = and i64 %4, 4
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %29, label %14

14:                                               ; preds = %11
  %15 = getelementptr inbounds nuw i8, ptr %8, i32 232
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %81, label %18

18:                                               ; preds = %14
  %19 = and i64 %4, 1
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %29

21:                                               ; preds = %18
  %22 = trunc i64 %2 to i32
  %23 = inttoptr i32 %22 to ptr
  %24 = tail call fastcc i32 @hash_find(ptr noundef nonnull %8, ptr noundef %23) #28
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %29, label %26

26:                                               ; preds = %21
  %27 = add i32 %24, -1
  %28 = tail call fastcc i64 @update_locked(ptr noundef %0, ptr noundef nonnull %8, i32 noundef %27, i64 noundef %3, i32 noundef %5) #28
  br label %81

29:                                               ; preds = %18, %21, %11
  %30 = phi i64 [ %4, %11 ], [ %9, %21 ], [ %9, %18 ]
  %31 = load i32, ptr %8, align 8
  %32 = icmp eq i32 %31, 11
  br i1 %32, label %33, label %35

33:                                               ; preds = %29
  %34 = tail call fastcc i64 @update_trie(ptr noundef nonnull %8, i64 noundef %2, i64 noundef %3, i64 noundef %30) #28
  br label %81

35:                                               ; preds = %29
  %36 = getelementptr inbounds nuw i8, ptr %8, i32 88
  %37 = atomicrmw xchg ptr %36, i32 1 acquire, align 8
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %57, label %43

39:                                               ; preds = %54, %43
  %40 = phi i32 [ %44, %43 ], [ %49, %54 ]
  %41 = atomicrmw xchg ptr %36, i32 1 acquire, align 8
  %42 = icmp eq i32 %41, 0
  br i1 %42, label %57, label %43, !llvm.loop !21

43:                                               ; preds = %35, %39
  %44 = phi i32 [ %40, %39 ], [ 0, %35 ]
  %45 = load atomic i32, ptr %36 monotonic, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %39, label %47

47:                                               ; preds = %43, %54
  %48 = phi i32 [ %49, %54 ], [ %44, %43 ]
  %49 = add i32 %48, 1
  %50 = and i32 %49, 255
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %52, label %54

52:                                               ; preds = %47
  %53 = tail call i32 @sched_yield() #30
  br label %54

54:                                               ; preds = %52, %47
  %55 = load atomic i32, ptr %36 monotonic, align 8
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %39, label %47, !llvm.loop !22

57:                                               ; preds = %39, %35
  %58 = getelementptr inbounds nuw i8, ptr %8, i32 92
  %59 = load i32, ptr %58, align 4
  %60 = add i32 %59, 1
  store atomic i32 %60, ptr %58 monotonic, align 4
  fence release
  %61 = trunc i64 %2 to i32
  %62 = inttoptr i32 %61 to ptr
  %63 = trunc i64 %3 to i32
  %64 = inttoptr i32 %63 to ptr
  %65 = getelementptr inbounds nuw i8, ptr %8, i32 144
  %66 = load i32, ptr %65, align 8
  %67 = icmp ugt i32 %66, 1
  %68 = icmp ne ptr %0, null
  %69 = and i1 %68, %67
  br i1 %69, label %70, label %73

70:                                               ; preds = %57
  %71 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %72 = load i32, ptr %71, align 8
  br label %73

73:                                               ; preds = %57, %70
  %74 = phi i32 [ %72, %70 ], [ 0, %57 ]
  %75 = icmp eq ptr %0, null
  %76 = and i1 %75, %67
  %77 = zext i1 %76 to i32
  %78 = tail call fastcc i64 @hash_update(ptr noundef nonnull %8, ptr noundef %62, ptr noundef %64, i64 noundef %30, i32 noundef %74, i32 noundef %77) #28
  %79 = load i32, ptr %58, align 4
  %80 = add i32 %79, 1
  store atomic i32 %80, ptr %58 release, align 4
  store atomic i32 0, ptr %36 release, align 8
  br label %81

81:                                               ; preds = %26, %6, %14, %73, %33
  %82 = phi i64 [ %28, %26 ], [ %34, %33 ], [ %78, %73 ], [ -22, %14 ], [ -22, %6 ]
  ret i64 %82
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_hash_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef 0) #28
  ret i64 %6
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_array_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call fastcc i64 @update_array(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef 0) #28
  ret i64 %6
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_map_delete(ptr noundef readnone captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = load i32, ptr %5, align 8
  switch i32 %6, label %9 [
    i32 2, label %246
    i32 6, label %246
    i32 11, label %7
  ]

7:                                                ; preds = %3
  %8 = tail call fastcc i64 @delete_prefix(ptr noundef nonnull %5, i64 noundef %2) #28
  br label %246

9:                                                ; preds = %3
  %10 = getelementptr inbounds nuw i8, ptr %5, i32 88
  %11 = atomicrmw xchg ptr %10, i32 1 acquire, align 8
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %31, label %17

13:                                               ; preds = %28, %17
  %14 = phi i32 [ %18, %17 ], [ %23, %28 ]
  %15 = atomicrmw xchg ptr %10, i32 1 acquire, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %31, label %17, !llvm.loop !21

17:                                               ; preds = %9, %13
  %18 = phi i32 [ %14, %13 ], [ 0, %9 ]
  %19 = load atomic i32, ptr %10 monotonic, align 8
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %13, label %21

21:                                               ; preds = %17, %28
  %22 = phi i32 [ %23, %28 ], [ %18, %17 ]
  %23 = add i32 %22, 1
  %24 = and i32 %23, 255
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %26, label %28

26:                                               ; preds = %21
  %27 = tail call i32 @sched_yield() #30
  br label %28

28:                                               ; preds = %26, %21
  %29 = load atomic i32, ptr %10 monotonic, align 8
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %13, label %21, !llvm.loop !22

31:                                               ; preds = %13, %9
  %32 = getelementptr inbounds nuw i8, ptr %5, i32 92
  %33 = load i32, ptr %32, align 4
  %34 = add i32 %33, 1
  store atomic i32 %34, ptr %32 monotonic, align 4
  fence release
  %35 = trunc i64 %2 to i32
  %36 = inttoptr i32 %35 to ptr
  %37 = getelementptr inbounds nuw i8, ptr %5, i32 104
  %38 = load i32, ptr %37, align 8
  %39 = zext i32 %38 to i64
  %40 = getelementptr inbounds nuw i8, ptr %5, i32 4
  %41 = load i32, ptr %40, align 4
  %42 = mul nuw i64 %39, 4294967297
  %43 = xor i64 %42, -7046029254386353131
  %44 = or i64 %43, 1
  %45 = icmp ugt i32 %41, 7
  br i1 %45, label %46, label %63

46:                                               ; preds = %31
  %47 = zext i64 %44 to i128
  br label %48

48:                                               ; preds = %48, %46
  %49 = phi ptr [ %36, %46 ], [ %61, %48 ]
  %50 = phi i32 [ %41, %46 ], [ %60, %48 ]
  %51 = phi i64 [ %43, %46 ], [ %59, %48 ]
  %52 = load i64, ptr %49, align 1
  %53 = xor i64 %52, %51
  %54 = mul i64 %53, %44
  %55 = zext i64 %53 to i128
  %56 = mul nuw i128 %55, %47
  %57 = lshr i128 %56, 64
  %58 = trunc nuw i128 %57 to i64
  %59 = xor i64 %54, %58
  %60 = add i32 %50, -8
  %61 = getelementptr inbounds nuw i8, ptr %49, i32 8
  %62 = icmp ugt i32 %60, 7
  br i1 %62, label %48, label %63, !llvm.loop !15

63:                                               ; preds = %48, %31
  %64 = phi i64 [ %43, %31 ], [ %59, %48 ]
  %65 = phi i32 [ %41, %31 ], [ %60, %48 ]
  %66 = phi ptr [ %36, %31 ], [ %61, %48 ]
  %67 = icmp eq i32 %65, 0
  br i1 %67, label %100, label %68

68:                                               ; preds = %63
  %69 = icmp samesign ult i32 %65, 4
  br i1 %69, label %74, label %70

70:                                               ; preds = %68
  %71 = load i32, ptr %66, align 1
  %72 = zext i32 %71 to i64
  %73 = getelementptr inbounds nuw i8, ptr %66, i32 4
  br label %74

74:                                               ; preds = %70, %68
  %75 = phi i64 [ %72, %70 ], [ 0, %68 ]
  %76 = phi ptr [ %73, %70 ], [ %66, %68 ]
  %77 = and i32 %65, 3
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %90, label %79

79:                                               ; preds = %74, %79
  %80 = phi ptr [ %88, %79 ], [ %76, %74 ]
  %81 = phi i64 [ %86, %79 ], [ %75, %74 ]
  %82 = phi i32 [ %87, %79 ], [ %77, %74 ]
  %83 = shl i64 %81, 8
  %84 = load i8, ptr %80, align 1
  %85 = zext i8 %84 to i64
  %86 = or disjoint i64 %83, %85
  %87 = add nsw i32 %82, -1
  %88 = getelementptr inbounds nuw i8, ptr %80, i32 1
  %89 = icmp eq i32 %87, 0
  br i1 %89, label %90, label %79, !llvm.loop !16

90:                                               ; preds = %79, %74
  %91 = phi i64 [ %75, %74 ], [ %86, %79 ]
  %92 = xor i64 %91, %64
  %93 = mul i64 %92, %44
  %94 = zext i64 %92 to i128
  %95 = zext i64 %44 to i128
  %96 = mul nuw i128 %94, %95
  %97 = lshr i128 %96, 64
  %98 = trunc nuw i128 %97 to i64
  %99 = xor i64 %93, %98
  br label %100

100:                                              ; preds = %63, %90
  %101 = phi i64 [ %99, %90 ], [ %64, %63 ]
  %102 = mul i64 %101, -7046029254386353131
  %103 = lshr i64 %102, 32
  %104 = trunc nuw i64 %103 to i32
  %105 = getelementptr inbounds nuw i8, ptr %5, i32 64
  %106 = load i64, ptr %105, align 8
  %107 = trunc i64 %106 to i32
  %108 = inttoptr i32 %107 to ptr
  %109 = getelementptr inbounds nuw i8, ptr %5, i32 72
  %110 = load i64, ptr %109, align 8
  %111 = trunc i64 %110 to i32
  %112 = inttoptr i32 %111 to ptr
  %113 = getelementptr inbounds nuw i8, ptr %5, i32 24
  %114 = load i32, ptr %113, align 8
  %115 = getelementptr inbounds nuw i8, ptr %5, i32 56
  %116 = load i64, ptr %115, align 8
  %117 = trunc i64 %116 to i32
  %118 = inttoptr i32 %117 to ptr
  %119 = getelementptr inbounds nuw i8, ptr %5, i32 28
  %120 = load i32, ptr %119, align 4
  %121 = and i32 %120, %104
  %122 = getelementptr inbounds nuw i32, ptr %118, i32 %121
  %123 = load atomic i32, ptr %122 monotonic, align 4
  %124 = icmp eq i32 %123, 0
  br i1 %124, label %236, label %125

125:                                              ; preds = %100
  %126 = getelementptr inbounds nuw i8, ptr %5, i32 48
  %127 = getelementptr inbounds nuw i8, ptr %5, i32 20
  br label %128

128:                                              ; preds = %175, %125
  %129 = phi i32 [ %114, %125 ], [ %178, %175 ]
  %130 = phi i32 [ %123, %125 ], [ %177, %175 ]
  %131 = icmp ule i32 %130, %114
  %132 = icmp ne i32 %129, 0
  %133 = select i1 %131, i1 %132, i1 false
  br i1 %133, label %134, label %236

134:                                              ; preds = %128
  %135 = add i32 %130, -1
  %136 = getelementptr inbounds nuw i32, ptr %112, i32 %135
  %137 = load i32, ptr %136, align 4
  %138 = icmp eq i32 %137, %104
  br i1 %138, label %139, label %175

139:                                              ; preds = %134
  %140 = load i64, ptr %126, align 8
  %141 = trunc i64 %140 to i32
  %142 = inttoptr i32 %141 to ptr
  %143 = load i32, ptr %127, align 4
  %144 = mul i32 %143, %135
  %145 = getelementptr inbounds nuw i8, ptr %142, i32 %144
  br i1 %45, label %151, label %146

146:                                              ; preds = %158, %139
  %147 = phi ptr [ %145, %139 ], [ %161, %158 ]
  %148 = phi i32 [ %41, %139 ], [ %159, %158 ]
  %149 = phi ptr [ %36, %139 ], [ %160, %158 ]
  %150 = icmp eq i32 %148, 0
  br i1 %150, label %180, label %163

151:                                              ; preds = %139, %158
  %152 = phi ptr [ %160, %158 ], [ %36, %139 ]
  %153 = phi i32 [ %159, %158 ], [ %41, %139 ]
  %154 = phi ptr [ %161, %158 ], [ %145, %139 ]
  %155 = load i64, ptr %152, align 1
  %156 = load i64, ptr %154, align 1
  %157 = icmp eq i64 %155, %156
  br i1 %157, label %158, label %175

158:                                              ; preds = %151
  %159 = add i32 %153, -8
  %160 = getelementptr inbounds nuw i8, ptr %152, i32 8
  %161 = getelementptr inbounds nuw i8, ptr %154, i32 8
  %162 = icmp ugt i32 %159, 7
  br i1 %162, label %151, label %146, !llvm.loop !17

163:                                              ; preds = %146, %170
  %164 = phi ptr [ %172, %170 ], [ %149, %146 ]
  %165 = phi i32 [ %171, %170 ], [ %148, %146 ]
  %166 = phi ptr [ %173, %170 ], [ %147, %146 ]
  %167 = load i8, ptr %164, align 1
  %168 = load i8, ptr %166, align 1
  %169 = icmp eq i8 %167, %168
  br i1 %169, label %170, label %175

170:                                              ; preds = %163
  %171 = add nsw i32 %165, -1
  %172 = getelementptr inbounds nuw i8, ptr %164, i32 1
  %173 = getelementptr inbounds nuw i8, ptr %166, i32 1
  %174 = icmp eq i32 %171, 0
  br i1 %174, label %180, label %163, !llvm.loop !18

175:                                              ; preds = %151, %163, %134
  %176 = getelementptr inbounds nuw i32, ptr %108, i32 %135
  %177 = load atomic i32, ptr %176 monotonic, align 4
  %178 = add i32 %129, -1
  %179 = icmp eq i32 %177, 0
  br i1 %179, label %236, label %128, !llvm.loop !19

180:                                              ; preds = %146, %170
  %181 = icmp eq i32 %123, %130
  br i1 %181, label %190, label %182

182:                                              ; preds = %180, %182
  %183 = phi i32 [ %186, %182 ], [ %123, %180 ]
  %184 = getelementptr i32, ptr %108, i32 %183
  %185 = getelementptr i8, ptr %184, i32 -4
  %186 = load i32, ptr %185, align 4
  %187 = icmp eq i32 %186, %130
  br i1 %187, label %188, label %182, !llvm.loop !25

188:                                              ; preds = %182
  %189 = getelementptr i8, ptr %184, i32 -4
  br label %190

190:                                              ; preds = %188, %180
  %191 = phi ptr [ %122, %180 ], [ %189, %188 ]
  %192 = getelementptr i32, ptr %108, i32 %130
  %193 = getelementptr i8, ptr %192, i32 -4
  %194 = load i32, ptr %193, align 4
  store atomic i32 %194, ptr %191 monotonic, align 4
  %195 = load i64, ptr %105, align 8
  %196 = getelementptr inbounds nuw i8, ptr %5, i32 80
  %197 = load i64, ptr %196, align 8
  %198 = trunc i64 %197 to i32
  %199 = inttoptr i32 %198 to ptr
  %200 = getelementptr inbounds nuw i8, ptr %199, i32 %135
  store i8 0, ptr %200, align 1
  %201 = getelementptr inbounds nuw i8, ptr %5, i32 236
  %202 = load i32, ptr %201, align 4
  %203 = icmp eq i32 %202, 0
  br i1 %203, label %210, label %204

204:                                              ; preds = %190
  %205 = getelementptr inbounds nuw i8, ptr %5, i32 240
  %206 = load i64, ptr %205, align 8
  %207 = trunc i64 %206 to i32
  %208 = inttoptr i32 %207 to ptr
  %209 = getelementptr inbounds nuw %struct.timer, ptr %208, i32 %135
  tail call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %209, i8 0, i32 32, i1 false)
  br label %210

210:                                              ; preds = %204, %190
  %211 = load i32, ptr %5, align 8
  %212 = and i32 %211, -2
  %213 = icmp eq i32 %212, 12
  br i1 %213, label %214, label %225

214:                                              ; preds = %210
  %215 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %216 = load i64, ptr %215, align 8
  %217 = zext i32 %135 to i64
  %218 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %219 = load i32, ptr %218, align 8
  %220 = zext i32 %219 to i64
  %221 = mul nuw i64 %220, %217
  %222 = add i64 %221, %216
  %223 = trunc i64 %222 to i32
  %224 = inttoptr i32 %223 to ptr
  store atomic i64 0, ptr %224 release, align 8
  br label %225

225:                                              ; preds = %210, %214
  %226 = trunc i64 %195 to i32
  %227 = inttoptr i32 %226 to ptr
  %228 = getelementptr inbounds nuw i8, ptr %5, i32 100
  %229 = load i32, ptr %228, align 4
  %230 = getelementptr inbounds nuw i32, ptr %227, i32 %135
  store i32 %229, ptr %230, align 4
  store i32 %130, ptr %228, align 4
  %231 = getelementptr inbounds nuw i8, ptr %5, i32 96
  %232 = load i32, ptr %231, align 8
  %233 = add i32 %232, -1
  store i32 %233, ptr %231, align 8
  %234 = load i32, ptr %32, align 4
  %235 = add i32 %234, 1
  store atomic i32 %235, ptr %32 release, align 4
  store atomic i32 0, ptr %10 release, align 8
  br label %243

236:                                              ; preds = %128, %175, %100
  %237 = add i32 %33, 2
  store atomic i32 %237, ptr %32 release, align 4
  store atomic i32 0, ptr %10 release, align 8
  %238 = icmp eq ptr %0, null
  br i1 %238, label %243, label %239

239:                                              ; preds = %236
  %240 = load i32, ptr %5, align 8
  %241 = icmp eq i32 %240, 15
  %242 = select i1 %241, i32 -22, i32 -2
  br label %243

243:                                              ; preds = %225, %236, %239
  %244 = phi i32 [ 0, %225 ], [ -2, %236 ], [ %242, %239 ]
  %245 = sext i32 %244 to i64
  br label %246

246:                                              ; preds = %3, %3, %243, %7
  %247 = phi i64 [ %245, %243 ], [ %8, %7 ], [ -22, %3 ], [ -22, %3 ]
  ret i64 %247
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -22, 1) i64 @delete_prefix(ptr noundef captures(address) %0, i64 noundef %1) unnamed_addr #1 {
  %3 = alloca %struct.prefix, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  %4 = call fastcc i32 @read_prefix(ptr noundef %0, i64 noundef %1, ptr noundef %3, i32 noundef 1) #28
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %82, label %6

6:                                                ; preds = %2
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %8 = atomicrmw xchg ptr %7, i32 1 acquire, align 8
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %28, label %14

10:                                               ; preds = %25, %14
  %11 = phi i32 [ %15, %14 ], [ %20, %25 ]
  %12 = atomicrmw xchg ptr %7, i32 1 acquire, align 8
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %28, label %14, !llvm.loop !21

14:                                               ; preds = %6, %10
  %15 = phi i32 [ %11, %10 ], [ 0, %6 ]
  %16 = load atomic i32, ptr %7 monotonic, align 8
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %10, label %18

18:                                               ; preds = %14, %25
  %19 = phi i32 [ %20, %25 ], [ %15, %14 ]
  %20 = add i32 %19, 1
  %21 = and i32 %20, 255
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %25

23:                                               ; preds = %18
  %24 = call i32 @sched_yield() #30
  br label %25

25:                                               ; preds = %23, %18
  %26 = load atomic i32, ptr %7 monotonic, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %10, label %18, !llvm.loop !22

28:                                               ; preds = %10, %6
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 92
  %30 = load i32, ptr %29, align 4
  %31 = add i32 %30, 1
  store atomic i32 %31, ptr %29 monotonic, align 4
  fence release
  %32 = call fastcc i32 @trie_find(ptr noundef %0, ptr noundef %3) #28
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %77, label %34

34:                                               ; preds = %28
  call fastcc void @trie_replace(ptr noundef nonnull %0, ptr noundef %3, i32 noundef %32, i32 noundef 0) #28
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %36 = load i64, ptr %35, align 8
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %38 = load i64, ptr %37, align 8
  %39 = trunc i64 %38 to i32
  %40 = inttoptr i32 %39 to ptr
  %41 = add i32 %32, -1
  %42 = getelementptr inbounds nuw i8, ptr %40, i32 %41
  store i8 0, ptr %42, align 1
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 236
  %44 = load i32, ptr %43, align 4
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %52, label %46

46:                                               ; preds = %34
  %47 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %48 = load i64, ptr %47, align 8
  %49 = trunc i64 %48 to i32
  %50 = inttoptr i32 %49 to ptr
  %51 = getelementptr inbounds nuw %struct.timer, ptr %50, i32 %41
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %51, i8 0, i32 32, i1 false)
  br label %52

52:                                               ; preds = %46, %34
  %53 = load i32, ptr %0, align 8
  %54 = and i32 %53, -2
  %55 = icmp eq i32 %54, 12
  br i1 %55, label %56, label %67

56:                                               ; preds = %52
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %58 = load i64, ptr %57, align 8
  %59 = zext i32 %41 to i64
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %61 = load i32, ptr %60, align 8
  %62 = zext i32 %61 to i64
  %63 = mul nuw i64 %62, %59
  %64 = add i64 %63, %58
  %65 = trunc i64 %64 to i32
  %66 = inttoptr i32 %65 to ptr
  store atomic i64 0, ptr %66 release, align 8
  br label %67

67:                                               ; preds = %52, %56
  %68 = trunc i64 %36 to i32
  %69 = inttoptr i32 %68 to ptr
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 100
  %71 = load i32, ptr %70, align 4
  %72 = getelementptr inbounds nuw i32, ptr %69, i32 %41
  store i32 %71, ptr %72, align 4
  store i32 %32, ptr %70, align 4
  %73 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %74 = load i32, ptr %73, align 8
  %75 = add i32 %74, -1
  store i32 %75, ptr %73, align 8
  %76 = load i32, ptr %29, align 4
  br label %77

77:                                               ; preds = %67, %28
  %78 = phi i32 [ %76, %67 ], [ %31, %28 ]
  %79 = phi i32 [ 0, %67 ], [ -2, %28 ]
  %80 = add i32 %78, 1
  store atomic i32 %80, ptr %29 release, align 4
  store atomic i32 0, ptr %7 release, align 8
  %81 = sext i32 %79 to i64
  br label %82

82:                                               ; preds = %2, %77
  %83 = phi i64 [ %81, %77 ], [ -22, %2 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  ret i64 %83
}

; Function Attrs: nounwind
define hidden i32 @pp_hash_next(ptr noundef captures(none) %0, i32 noundef %1, ptr noundef %2, ptr noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %26, label %12

8:                                                ; preds = %23, %12
  %9 = phi i32 [ %13, %12 ], [ %18, %23 ]
  %10 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %26, label %12, !llvm.loop !21

12:                                               ; preds = %4, %8
  %13 = phi i32 [ %9, %8 ], [ 0, %4 ]
  %14 = load atomic i32, ptr %5 monotonic, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %8, label %16

16:                                               ; preds = %12, %23
  %17 = phi i32 [ %18, %23 ], [ %13, %12 ]
  %18 = add i32 %17, 1
  %19 = and i32 %18, 255
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %23

21:                                               ; preds = %16
  %22 = tail call i32 @sched_yield() #30
  br label %23

23:                                               ; preds = %21, %16
  %24 = load atomic i32, ptr %5 monotonic, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %8, label %16, !llvm.loop !22

26:                                               ; preds = %8, %4
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %28 = load i64, ptr %27, align 8
  %29 = zext i32 %1 to i64
  %30 = icmp ugt i64 %28, %29
  br i1 %30, label %31, label %39

31:                                               ; preds = %26
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %33 = load i64, ptr %32, align 8
  %34 = trunc i64 %33 to i32
  %35 = inttoptr i32 %34 to ptr
  %36 = getelementptr inbounds nuw i8, ptr %35, i32 %1
  %37 = load i8, ptr %36, align 1
  %38 = icmp eq i8 %37, 0
  br i1 %38, label %88, label %46

39:                                               ; preds = %88, %26
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %41 = load i32, ptr %40, align 8
  br label %93

42:                                               ; preds = %88
  %43 = getelementptr inbounds nuw i8, ptr %35, i32 %90
  %44 = load i8, ptr %43, align 1
  %45 = icmp eq i8 %44, 0
  br i1 %45, label %88, label %46, !llvm.loop !26

46:                                               ; preds = %42, %31
  %47 = phi i64 [ %29, %31 ], [ %91, %42 ]
  %48 = phi i32 [ %1, %31 ], [ %90, %42 ]
  %49 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %50 = load i64, ptr %49, align 8
  %51 = trunc i64 %50 to i32
  %52 = inttoptr i32 %51 to ptr
  %53 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %54 = load i32, ptr %53, align 4
  %55 = mul i32 %54, %48
  %56 = getelementptr inbounds nuw i8, ptr %52, i32 %55
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %58 = load i32, ptr %57, align 4
  %59 = tail call ptr @memcpy(ptr noundef %2, ptr noundef %56, i32 noundef %58) #30
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %61 = load i32, ptr %60, align 8
  %62 = icmp eq i32 %61, 0
  br i1 %62, label %93, label %63

63:                                               ; preds = %46
  %64 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %65 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %67 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %68

68:                                               ; preds = %63, %68
  %69 = phi i32 [ 0, %63 ], [ %85, %68 ]
  %70 = load i32, ptr %64, align 8
  %71 = mul i32 %70, %69
  %72 = getelementptr inbounds nuw i8, ptr %3, i32 %71
  %73 = load i64, ptr %65, align 8
  %74 = zext i32 %70 to i64
  %75 = mul nuw i64 %47, %74
  %76 = add i64 %75, %73
  %77 = zext i32 %69 to i64
  %78 = load i64, ptr %66, align 8
  %79 = mul i64 %78, %77
  %80 = add i64 %76, %79
  %81 = trunc i64 %80 to i32
  %82 = inttoptr i32 %81 to ptr
  %83 = load i32, ptr %67, align 8
  %84 = tail call ptr @memcpy(ptr noundef %72, ptr noundef %82, i32 noundef %83) #30
  %85 = add nuw i32 %69, 1
  %86 = load i32, ptr %60, align 8
  %87 = icmp ult i32 %85, %86
  br i1 %87, label %68, label %93, !llvm.loop !27

88:                                               ; preds = %31, %42
  %89 = phi i32 [ %90, %42 ], [ %1, %31 ]
  %90 = add i32 %89, 1
  %91 = zext i32 %90 to i64
  %92 = icmp ugt i64 %28, %91
  br i1 %92, label %42, label %39, !llvm.loop !26

93:                                               ; preds = %68, %46, %39
  %94 = phi i32 [ %41, %39 ], [ %48, %46 ], [ %48, %68 ]
  store atomic i32 0, ptr %5 release, align 8
  ret i32 %94
}

declare ptr @memcpy(ptr noundef, ptr noundef, i32 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 0, 4294967297) i64 @pp_each(ptr noundef initializes((208, 216)) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %8 = load i64, ptr %7, align 8
  %9 = sub i64 %8, %3
  %10 = add i64 %9, 139264
  %11 = lshr i64 %10, 9
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 224
  %13 = load i64, ptr %12, align 8
  %14 = trunc i64 %13 to i32
  %15 = inttoptr i32 %14 to ptr
  %16 = trunc i64 %11 to i32
  %17 = mul i32 %16, 4112
  %18 = getelementptr inbounds nuw i8, ptr %15, i32 %17
  %19 = trunc i64 %2 to i32
  %20 = ptrtoint ptr %18 to i32
  %21 = zext i32 %20 to i64
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 208
  store i64 %21, ptr %22, align 8
  %23 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %24 = load i32, ptr %23, align 4
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 232
  %26 = load i64, ptr %25, align 8
  %27 = trunc i64 %26 to i32
  %28 = inttoptr i32 %27 to ptr
  %29 = getelementptr inbounds nuw i32, ptr %28, i32 %16
  store i32 %24, ptr %29, align 4
  %30 = load i32, ptr %6, align 8
  switch i32 %30, label %59 [
    i32 2, label %31
    i32 6, label %31
  ]

31:                                               ; preds = %4, %4
  %32 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %33 = load i32, ptr %32, align 4
  %34 = zext i32 %33 to i64
  %35 = icmp ult i64 %2, %34
  br i1 %35, label %36, label %187

36:                                               ; preds = %31
  store i32 %19, ptr %18, align 1
  %37 = getelementptr inbounds nuw i8, ptr %6, i32 144
  %38 = load i32, ptr %37, align 8
  %39 = icmp ugt i32 %38, 1
  br i1 %39, label %40, label %43

40:                                               ; preds = %36
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %42 = load i32, ptr %41, align 8
  br label %43

43:                                               ; preds = %36, %40
  %44 = phi i32 [ %42, %40 ], [ 0, %36 ]
  %45 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %46 = load i64, ptr %45, align 8
  %47 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %48 = load i32, ptr %47, align 8
  %49 = zext i32 %48 to i64
  %50 = mul nuw i64 %2, %49
  %51 = add i64 %50, %46
  %52 = zext i32 %44 to i64
  %53 = getelementptr inbounds nuw i8, ptr %6, i32 136
  %54 = load i64, ptr %53, align 8
  %55 = mul i64 %54, %52
  %56 = add i64 %51, %55
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 216
  store i64 %56, ptr %57, align 8
  %58 = add nuw nsw i64 %2, 1
  br label %187

59:                                               ; preds = %4
  %60 = getelementptr inbounds nuw i8, ptr %6, i32 88
  %61 = atomicrmw xchg ptr %60, i32 1 acquire, align 8
  %62 = icmp eq i32 %61, 0
  br i1 %62, label %81, label %67

63:                                               ; preds = %78, %67
  %64 = phi i32 [ %68, %67 ], [ %73, %78 ]
  %65 = atomicrmw xchg ptr %60, i32 1 acquire, align 8
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %81, label %67, !llvm.loop !21

67:                                               ; preds = %59, %63
  %68 = phi i32 [ %64, %63 ], [ 0, %59 ]
  %69 = load atomic i32, ptr %60 monotonic, align 8
  %70 = icmp eq i32 %69, 0
  br i1 %70, label %63, label %71

71:                                               ; preds = %67, %78
  %72 = phi i32 [ %73, %78 ], [ %68, %67 ]
  %73 = add i32 %72, 1
  %74 = and i32 %73, 255
  %75 = icmp eq i32 %74, 0
  br i1 %75, label %76, label %78

76:                                               ; preds = %71
  %77 = tail call i32 @sched_yield() #30
  br label %78

78:                                               ; preds = %76, %71
  %79 = load atomic i32, ptr %60 monotonic, align 8
  %80 = icmp eq i32 %79, 0
  br i1 %80, label %63, label %71, !llvm.loop !22

81:                                               ; preds = %63, %59
  %82 = getelementptr inbounds nuw i8, ptr %6, i32 272
  %83 = and i64 %2, 4294967295
  %84 = load i64, ptr %82, align 8
  %85 = icmp ugt i64 %84, %83
  br i1 %85, label %86, label %164

86:                                               ; preds = %81
  %87 = getelementptr inbounds nuw i8, ptr %6, i32 80
  %88 = icmp eq ptr %0, null
  %89 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %90 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %91 = load i64, ptr %87, align 8
  %92 = trunc i64 %91 to i32
  %93 = inttoptr i32 %92 to ptr
  %94 = getelementptr inbounds nuw i8, ptr %93, i32 %19
  %95 = load i8, ptr %94, align 1
  %96 = icmp eq i8 %95, 0
  br i1 %96, label %104, label %143

97:                                               ; preds = %139
  %98 = load i64, ptr %87, align 8
  %99 = trunc i64 %98 to i32
  %100 = inttoptr i32 %99 to ptr
  %101 = getelementptr inbounds nuw i8, ptr %100, i32 %106
  %102 = load i8, ptr %101, align 1
  %103 = icmp eq i8 %102, 0
  br i1 %103, label %104, label %143, !llvm.loop !28

104:                                              ; preds = %86, %97
  %105 = phi i32 [ %106, %97 ], [ %19, %86 ]
  %106 = add i32 %105, 1
  %107 = and i32 %106, 262143
  %108 = icmp eq i32 %107, 0
  br i1 %108, label %109, label %139

109:                                              ; preds = %104
  store atomic i32 0, ptr %60 release, align 8
  br i1 %88, label %118, label %110

110:                                              ; preds = %109
  %111 = load i32, ptr %89, align 8
  %112 = icmp eq i32 %111, 0
  br i1 %112, label %113, label %187

113:                                              ; preds = %110
  %114 = load i32, ptr %90, align 4
  %115 = and i32 %114, 1048575
  %116 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %115) #28
  %117 = icmp eq i64 %116, 0
  br i1 %117, label %187, label %118

118:                                              ; preds = %109, %113
  %119 = atomicrmw xchg ptr %60, i32 1 acquire, align 8
  %120 = icmp eq i32 %119, 0
  br i1 %120, label %139, label %125

121:                                              ; preds = %136, %125
  %122 = phi i32 [ %126, %125 ], [ %131, %136 ]
  %123 = atomicrmw xchg ptr %60, i32 1 acquire, align 8
  %124 = icmp eq i32 %123, 0
  br i1 %124, label %139, label %125, !llvm.loop !21

125:                                              ; preds = %118, %121
  %126 = phi i32 [ %122, %121 ], [ 0, %118 ]
  %127 = load atomic i32, ptr %60 monotonic, align 8
  %128 = icmp eq i32 %127, 0
  br i1 %128, label %121, label %129

129:                                              ; preds = %125, %136
  %130 = phi i32 [ %131, %136 ], [ %126, %125 ]
  %131 = add i32 %130, 1
  %132 = and i32 %131, 255
  %133 = icmp eq i32 %132, 0
  br i1 %133, label %134, label %136

134:                                              ; preds = %129
  %135 = tail call i32 @sched_yield() #30
  br label %136

136:                                              ; preds = %134, %129
  %137 = load atomic i32, ptr %60 monotonic, align 8
  %138 = icmp eq i32 %137, 0
  br i1 %138, label %121, label %129, !llvm.loop !22

139:                                              ; preds = %121, %118, %104
  %140 = zext i32 %106 to i64
  %141 = load i64, ptr %82, align 8
  %142 = icmp ugt i64 %141, %140
  br i1 %142, label %97, label %164, !llvm.loop !28

143:                                              ; preds = %97, %86
  %144 = phi i64 [ %83, %86 ], [ %140, %97 ]
  %145 = phi i32 [ %19, %86 ], [ %106, %97 ]
  %146 = getelementptr inbounds nuw i8, ptr %6, i32 48
  %147 = load i64, ptr %146, align 8
  %148 = trunc i64 %147 to i32
  %149 = inttoptr i32 %148 to ptr
  %150 = getelementptr inbounds nuw i8, ptr %6, i32 20
  %151 = load i32, ptr %150, align 4
  %152 = mul i32 %151, %145
  %153 = getelementptr inbounds nuw i8, ptr %149, i32 %152
  %154 = load i32, ptr %23, align 4
  %155 = tail call ptr @memcpy(ptr noundef %18, ptr noundef %153, i32 noundef %154) #30
  %156 = getelementptr inbounds nuw i8, ptr %6, i32 144
  %157 = load i32, ptr %156, align 8
  %158 = icmp ugt i32 %157, 1
  %159 = icmp ne ptr %0, null
  %160 = and i1 %159, %158
  br i1 %160, label %161, label %165

161:                                              ; preds = %143
  %162 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %163 = load i32, ptr %162, align 8
  br label %165

164:                                              ; preds = %139, %81
  store atomic i32 0, ptr %60 release, align 8
  br label %187

165:                                              ; preds = %161, %143
  %166 = phi i32 [ %163, %161 ], [ 0, %143 ]
  %167 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %168 = load i64, ptr %167, align 8
  %169 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %170 = load i32, ptr %169, align 8
  %171 = zext i32 %170 to i64
  %172 = mul nuw i64 %144, %171
  %173 = add i64 %172, %168
  %174 = zext i32 %166 to i64
  %175 = getelementptr inbounds nuw i8, ptr %6, i32 136
  %176 = load i64, ptr %175, align 8
  %177 = mul i64 %176, %174
  %178 = add i64 %173, %177
  %179 = getelementptr inbounds nuw i8, ptr %0, i32 216
  store i64 %178, ptr %179, align 8
  %180 = getelementptr inbounds nuw i8, ptr %6, i32 24
  %181 = load i32, ptr %180, align 8
  %182 = icmp ult i32 %145, %181
  store atomic i32 0, ptr %60 release, align 8
  %183 = zext i32 %145 to i64
  %184 = add nuw nsw i64 %183, 1
  %185 = freeze i1 %182
  %186 = select i1 %185, i64 %184, i64 0
  br label %187

187:                                              ; preds = %110, %113, %165, %164, %31, %43
  %188 = phi i64 [ 0, %164 ], [ %58, %43 ], [ 0, %31 ], [ %186, %165 ], [ 0, %113 ], [ 0, %110 ]
  ret i64 %188
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_each_end(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #9 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 232
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %8 = load i64, ptr %7, align 8
  %9 = sub i64 %8, %1
  %10 = add i64 %9, 139264
  %11 = lshr i64 %10, 9
  %12 = trunc i64 %11 to i32
  %13 = getelementptr inbounds nuw i32, ptr %6, i32 %12
  store i32 0, ptr %13, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_map_push(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = load i32, ptr %6, align 8
  switch i32 %7, label %204 [
    i32 31, label %8
    i32 30, label %108
  ]

8:                                                ; preds = %4
  %9 = add i64 %3, 15
  %10 = and i64 %9, -8
  %11 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %12 = load i32, ptr %11, align 4
  %13 = zext i32 %12 to i64
  %14 = icmp ugt i64 %3, %13
  %15 = icmp ugt i64 %10, %13
  %16 = or i1 %14, %15
  br i1 %16, label %278, label %17

17:                                               ; preds = %8
  %18 = getelementptr inbounds nuw i8, ptr %6, i32 88
  %19 = atomicrmw xchg ptr %18, i32 1 acquire, align 8
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %39, label %25

21:                                               ; preds = %36, %25
  %22 = phi i32 [ %26, %25 ], [ %31, %36 ]
  %23 = atomicrmw xchg ptr %18, i32 1 acquire, align 8
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %39, label %25, !llvm.loop !21

25:                                               ; preds = %17, %21
  %26 = phi i32 [ %22, %21 ], [ 0, %17 ]
  %27 = load atomic i32, ptr %18 monotonic, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %21, label %29

29:                                               ; preds = %25, %36
  %30 = phi i32 [ %31, %36 ], [ %26, %25 ]
  %31 = add i32 %30, 1
  %32 = and i32 %31, 255
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %36

34:                                               ; preds = %29
  %35 = tail call i32 @sched_yield() #30
  br label %36

36:                                               ; preds = %34, %29
  %37 = load atomic i32, ptr %18 monotonic, align 8
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %21, label %29, !llvm.loop !22

39:                                               ; preds = %21, %17
  %40 = getelementptr inbounds nuw i8, ptr %6, i32 120
  %41 = load i64, ptr %40, align 8
  %42 = add i64 %41, %10
  %43 = getelementptr inbounds nuw i8, ptr %6, i32 128
  %44 = load atomic i64, ptr %43 acquire, align 8
  %45 = sub i64 %42, %44
  %46 = load i32, ptr %11, align 4
  %47 = zext i32 %46 to i64
  %48 = icmp ugt i64 %45, %47
  br i1 %48, label %106, label %49

49:                                               ; preds = %39
  %50 = getelementptr inbounds nuw i8, ptr %6, i32 112
  %51 = load i64, ptr %50, align 8
  %52 = trunc i64 %51 to i32
  %53 = inttoptr i32 %52 to ptr
  %54 = add i32 %46, -1
  %55 = zext i32 %54 to i64
  %56 = and i64 %41, %55
  %57 = lshr i64 %56, 3
  %58 = trunc nuw nsw i64 %57 to i32
  %59 = getelementptr inbounds nuw %struct.record, ptr %53, i32 %58
  %60 = trunc nuw i64 %3 to i32
  store atomic i32 %60, ptr %59 monotonic, align 4
  %61 = lshr i64 %41, 3
  %62 = lshr i64 %42, 3
  %63 = or i64 %61, 63
  %64 = add nuw nsw i64 %63, 1
  %65 = icmp samesign ult i64 %64, %62
  br i1 %65, label %66, label %81

66:                                               ; preds = %49, %66
  %67 = phi i64 [ %79, %66 ], [ %64, %49 ]
  %68 = load i64, ptr %50, align 8
  %69 = trunc i64 %68 to i32
  %70 = inttoptr i32 %69 to ptr
  %71 = load i32, ptr %11, align 4
  %72 = add i32 %71, -1
  %73 = lshr i32 %72, 3
  %74 = trunc i64 %67 to i32
  %75 = and i32 %73, %74
  %76 = getelementptr inbounds nuw %struct.record, ptr %70, i32 %75
  %77 = sub nsw i64 %67, %61
  %78 = trunc i64 %77 to i32
  store atomic i32 %78, ptr %76 monotonic, align 4
  %79 = add nuw nsw i64 %67, 64
  %80 = icmp samesign ult i64 %79, %62
  br i1 %80, label %66, label %81, !llvm.loop !29

81:                                               ; preds = %66, %49
  %82 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %83 = load i64, ptr %82, align 8
  %84 = load i32, ptr %11, align 4
  %85 = add i32 %84, -1
  %86 = zext i32 %85 to i64
  %87 = and i64 %41, %86
  %88 = add i64 %87, %83
  %89 = trunc i64 %88 to i32
  %90 = add i32 %89, 8
  %91 = inttoptr i32 %90 to ptr
  %92 = trunc i64 %2 to i32
  %93 = inttoptr i32 %92 to ptr
  %94 = tail call ptr @memcpy(ptr noundef %91, ptr noundef %93, i32 noundef %60) #30
  %95 = load i64, ptr %50, align 8
  %96 = trunc i64 %95 to i32
  %97 = inttoptr i32 %96 to ptr
  %98 = load i32, ptr %11, align 4
  %99 = add i32 %98, -1
  %100 = zext i32 %99 to i64
  %101 = and i64 %41, %100
  %102 = lshr i64 %101, 3
  %103 = trunc nuw nsw i64 %102 to i32
  %104 = getelementptr inbounds nuw %struct.record, ptr %97, i32 %103
  %105 = getelementptr inbounds nuw i8, ptr %104, i32 4
  store atomic i32 2, ptr %105 release, align 4
  store atomic i64 %42, ptr %40 release, align 8
  br label %106

106:                                              ; preds = %81, %39
  %107 = phi i64 [ 0, %81 ], [ -28, %39 ]
  store atomic i32 0, ptr %18 release, align 8
  br label %278

108:                                              ; preds = %4
  %109 = trunc i64 %2 to i32
  %110 = inttoptr i32 %109 to ptr
  %111 = icmp eq i64 %3, 0
  br i1 %111, label %112, label %278

112:                                              ; preds = %108
  %113 = getelementptr inbounds nuw i8, ptr %6, i32 212
  %114 = load i32, ptr %113, align 4
  %115 = icmp eq i32 %114, 0
  br i1 %115, label %278, label %116

116:                                              ; preds = %112
  %117 = getelementptr inbounds nuw i8, ptr %6, i32 104
  %118 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %119 = getelementptr inbounds nuw i8, ptr %6, i32 208
  %120 = getelementptr inbounds nuw i8, ptr %6, i32 200
  br label %121

121:                                              ; preds = %185, %116
  %122 = phi i32 [ 0, %116 ], [ %201, %185 ]
  %123 = load i32, ptr %117, align 8
  %124 = add i32 %123, %122
  %125 = zext i32 %124 to i64
  %126 = load i32, ptr %118, align 8
  %127 = mul nuw i64 %125, 4294967297
  %128 = xor i64 %127, -7046029254386353131
  %129 = or i64 %128, 1
  %130 = icmp ugt i32 %126, 7
  br i1 %130, label %131, label %148

131:                                              ; preds = %121
  %132 = zext i64 %129 to i128
  br label %133

133:                                              ; preds = %133, %131
  %134 = phi ptr [ %110, %131 ], [ %146, %133 ]
  %135 = phi i32 [ %126, %131 ], [ %145, %133 ]
  %136 = phi i64 [ %128, %131 ], [ %144, %133 ]
  %137 = load i64, ptr %134, align 1
  %138 = xor i64 %137, %136
  %139 = mul i64 %138, %129
  %140 = zext i64 %138 to i128
  %141 = mul nuw i128 %140, %132
  %142 = lshr i128 %141, 64
  %143 = trunc nuw i128 %142 to i64
  %144 = xor i64 %139, %143
  %145 = add i32 %135, -8
  %146 = getelementptr inbounds nuw i8, ptr %134, i32 8
  %147 = icmp ugt i32 %145, 7
  br i1 %147, label %133, label %148, !llvm.loop !15

148:                                              ; preds = %133, %121
  %149 = phi i64 [ %128, %121 ], [ %144, %133 ]
  %150 = phi i32 [ %126, %121 ], [ %145, %133 ]
  %151 = phi ptr [ %110, %121 ], [ %146, %133 ]
  %152 = icmp eq i32 %150, 0
  br i1 %152, label %185, label %153

153:                                              ; preds = %148
  %154 = icmp samesign ult i32 %150, 4
  br i1 %154, label %159, label %155

155:                                              ; preds = %153
  %156 = load i32, ptr %151, align 1
  %157 = zext i32 %156 to i64
  %158 = getelementptr inbounds nuw i8, ptr %151, i32 4
  br label %159

159:                                              ; preds = %155, %153
  %160 = phi i64 [ %157, %155 ], [ 0, %153 ]
  %161 = phi ptr [ %158, %155 ], [ %151, %153 ]
  %162 = and i32 %150, 3
  %163 = icmp eq i32 %162, 0
  br i1 %163, label %175, label %164

164:                                              ; preds = %159, %164
  %165 = phi ptr [ %173, %164 ], [ %161, %159 ]
  %166 = phi i64 [ %171, %164 ], [ %160, %159 ]
  %167 = phi i32 [ %172, %164 ], [ %162, %159 ]
  %168 = shl i64 %166, 8
  %169 = load i8, ptr %165, align 1
  %170 = zext i8 %169 to i64
  %171 = or disjoint i64 %168, %170
  %172 = add nsw i32 %167, -1
  %173 = getelementptr inbounds nuw i8, ptr %165, i32 1
  %174 = icmp eq i32 %172, 0
  br i1 %174, label %175, label %164, !llvm.loop !16

175:                                              ; preds = %164, %159
  %176 = phi i64 [ %160, %159 ], [ %171, %164 ]
  %177 = xor i64 %176, %149
  %178 = mul i64 %177, %129
  %179 = zext i64 %177 to i128
  %180 = zext i64 %129 to i128
  %181 = mul nuw i128 %179, %180
  %182 = lshr i128 %181, 64
  %183 = trunc nuw i128 %182 to i64
  %184 = xor i64 %178, %183
  br label %185

185:                                              ; preds = %175, %148
  %186 = phi i64 [ %184, %175 ], [ %149, %148 ]
  %187 = mul i64 %186, -7046029254386353131
  %188 = lshr i64 %187, 32
  %189 = trunc nuw i64 %188 to i32
  %190 = load i32, ptr %119, align 8
  %191 = and i32 %190, %189
  %192 = load i64, ptr %120, align 8
  %193 = trunc i64 %192 to i32
  %194 = inttoptr i32 %193 to ptr
  %195 = lshr i32 %191, 6
  %196 = getelementptr inbounds nuw i64, ptr %194, i32 %195
  %197 = and i32 %191, 63
  %198 = zext nneg i32 %197 to i64
  %199 = shl nuw i64 1, %198
  %200 = atomicrmw or ptr %196, i64 %199 monotonic, align 8
  %201 = add nuw i32 %122, 1
  %202 = load i32, ptr %113, align 4
  %203 = icmp ult i32 %201, %202
  br i1 %203, label %121, label %278, !llvm.loop !30

204:                                              ; preds = %4
  %205 = and i64 %3, 1
  %206 = icmp ne i64 %205, 0
  %207 = icmp ugt i64 %3, 2
  %208 = or i1 %207, %206
  br i1 %208, label %278, label %209

209:                                              ; preds = %204
  %210 = getelementptr inbounds nuw i8, ptr %6, i32 88
  %211 = atomicrmw xchg ptr %210, i32 1 acquire, align 8
  %212 = icmp eq i32 %211, 0
  br i1 %212, label %231, label %217

213:                                              ; preds = %228, %217
  %214 = phi i32 [ %218, %217 ], [ %223, %228 ]
  %215 = atomicrmw xchg ptr %210, i32 1 acquire, align 8
  %216 = icmp eq i32 %215, 0
  br i1 %216, label %231, label %217, !llvm.loop !21

217:                                              ; preds = %209, %213
  %218 = phi i32 [ %214, %213 ], [ 0, %209 ]
  %219 = load atomic i32, ptr %210 monotonic, align 8
  %220 = icmp eq i32 %219, 0
  br i1 %220, label %213, label %221

221:                                              ; preds = %217, %228
  %222 = phi i32 [ %223, %228 ], [ %218, %217 ]
  %223 = add i32 %222, 1
  %224 = and i32 %223, 255
  %225 = icmp eq i32 %224, 0
  br i1 %225, label %226, label %228

226:                                              ; preds = %221
  %227 = tail call i32 @sched_yield() #30
  br label %228

228:                                              ; preds = %226, %221
  %229 = load atomic i32, ptr %210 monotonic, align 8
  %230 = icmp eq i32 %229, 0
  br i1 %230, label %213, label %221, !llvm.loop !22

231:                                              ; preds = %213, %209
  %232 = getelementptr inbounds nuw i8, ptr %6, i32 96
  %233 = load i32, ptr %232, align 8
  %234 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %235 = load i32, ptr %234, align 4
  %236 = icmp ult i32 %233, %235
  br i1 %236, label %237, label %241

237:                                              ; preds = %231
  %238 = add nuw i32 %233, 1
  store i32 %238, ptr %232, align 8
  %239 = getelementptr inbounds nuw i8, ptr %6, i32 148
  %240 = load i32, ptr %239, align 4
  br label %250

241:                                              ; preds = %231
  %242 = icmp eq i64 %3, 0
  br i1 %242, label %276, label %243

243:                                              ; preds = %241
  %244 = getelementptr inbounds nuw i8, ptr %6, i32 148
  %245 = load i32, ptr %244, align 4
  %246 = add i32 %245, 1
  %247 = icmp ult i32 %246, %235
  %248 = select i1 %247, i32 %246, i32 0
  store i32 %248, ptr %244, align 4
  %249 = add i32 %233, -1
  br label %250

250:                                              ; preds = %237, %243
  %251 = phi i32 [ %240, %237 ], [ %248, %243 ]
  %252 = phi i32 [ %233, %237 ], [ %249, %243 ]
  %253 = zext i32 %251 to i64
  %254 = zext i32 %252 to i64
  %255 = add nuw nsw i64 %253, %254
  %256 = zext i32 %235 to i64
  %257 = icmp samesign ult i64 %255, %256
  %258 = trunc i64 %255 to i32
  %259 = select i1 %257, i32 0, i32 %235
  %260 = sub i32 %258, %259
  %261 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %262 = load i64, ptr %261, align 8
  %263 = zext i32 %260 to i64
  %264 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %265 = load i32, ptr %264, align 8
  %266 = zext i32 %265 to i64
  %267 = mul nuw i64 %263, %266
  %268 = add i64 %267, %262
  %269 = trunc i64 %268 to i32
  %270 = inttoptr i32 %269 to ptr
  %271 = trunc i64 %2 to i32
  %272 = inttoptr i32 %271 to ptr
  %273 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %274 = load i32, ptr %273, align 8
  %275 = tail call ptr @memcpy(ptr noundef %270, ptr noundef %272, i32 noundef %274) #30
  br label %276

276:                                              ; preds = %241, %250
  %277 = phi i64 [ 0, %250 ], [ -7, %241 ]
  store atomic i32 0, ptr %210 release, align 8
  br label %278

278:                                              ; preds = %185, %112, %108, %106, %8, %204, %276
  %279 = phi i64 [ -22, %204 ], [ %107, %106 ], [ %277, %276 ], [ -7, %8 ], [ -22, %108 ], [ 0, %112 ], [ 0, %185 ]
  ret i64 %279
}

; Function Attrs: nounwind
define hidden range(i64 -2, 1) i64 @pp_map_pop(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = trunc i64 %2 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = tail call fastcc i64 @take(ptr noundef %5, ptr noundef %7, i32 noundef 1) #28
  ret i64 %8
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -2, 1) i64 @take(ptr noundef captures(none) %0, ptr noundef %1, i32 noundef range(i32 0, 2) %2) unnamed_addr #1 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %5 = atomicrmw xchg ptr %4, i32 1 acquire, align 8
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %25, label %11

7:                                                ; preds = %22, %11
  %8 = phi i32 [ %12, %11 ], [ %17, %22 ]
  %9 = atomicrmw xchg ptr %4, i32 1 acquire, align 8
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %25, label %11, !llvm.loop !21

11:                                               ; preds = %3, %7
  %12 = phi i32 [ %8, %7 ], [ 0, %3 ]
  %13 = load atomic i32, ptr %4 monotonic, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %7, label %15

15:                                               ; preds = %11, %22
  %16 = phi i32 [ %17, %22 ], [ %12, %11 ]
  %17 = add i32 %16, 1
  %18 = and i32 %17, 255
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %20, label %22

20:                                               ; preds = %15
  %21 = tail call i32 @sched_yield() #30
  br label %22

22:                                               ; preds = %20, %15
  %23 = load atomic i32, ptr %4 monotonic, align 8
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %7, label %15, !llvm.loop !22

25:                                               ; preds = %7, %3
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %27 = load i32, ptr %26, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %29, label %33

29:                                               ; preds = %25
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %31 = load i32, ptr %30, align 8
  %32 = tail call ptr @memset(ptr noundef %1, i32 noundef 0, i32 noundef %31) #30
  br label %75

33:                                               ; preds = %25
  %34 = load i32, ptr %0, align 8
  %35 = icmp eq i32 %34, 23
  %36 = add i32 %27, -1
  %37 = select i1 %35, i32 %36, i32 0
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 148
  %39 = load i32, ptr %38, align 4
  %40 = zext i32 %39 to i64
  %41 = zext i32 %37 to i64
  %42 = add nuw nsw i64 %41, %40
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %44 = load i32, ptr %43, align 4
  %45 = zext i32 %44 to i64
  %46 = icmp samesign ult i64 %42, %45
  %47 = trunc i64 %42 to i32
  %48 = select i1 %46, i32 0, i32 %44
  %49 = sub i32 %47, %48
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %51 = load i64, ptr %50, align 8
  %52 = zext i32 %49 to i64
  %53 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %54 = load i32, ptr %53, align 8
  %55 = zext i32 %54 to i64
  %56 = mul nuw i64 %52, %55
  %57 = add i64 %56, %51
  %58 = trunc i64 %57 to i32
  %59 = inttoptr i32 %58 to ptr
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %61 = load i32, ptr %60, align 8
  %62 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %59, i32 noundef %61) #30
  %63 = icmp eq i32 %2, 0
  br i1 %63, label %75, label %64

64:                                               ; preds = %33
  %65 = load i32, ptr %26, align 8
  %66 = add i32 %65, -1
  store i32 %66, ptr %26, align 8
  %67 = load i32, ptr %0, align 8
  %68 = icmp eq i32 %67, 22
  br i1 %68, label %69, label %75

69:                                               ; preds = %64
  %70 = load i32, ptr %38, align 4
  %71 = add i32 %70, 1
  %72 = load i32, ptr %43, align 4
  %73 = icmp ult i32 %71, %72
  %74 = select i1 %73, i32 %71, i32 0
  store i32 %74, ptr %38, align 4
  br label %75

75:                                               ; preds = %33, %69, %64, %29
  %76 = phi i64 [ -2, %29 ], [ 0, %64 ], [ 0, %69 ], [ 0, %33 ]
  store atomic i32 0, ptr %4 release, align 8
  ret i64 %76
}

; Function Attrs: nounwind
define hidden range(i64 -2, 1) i64 @pp_map_peek(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = load i32, ptr %5, align 8
  %7 = icmp eq i32 %6, 30
  %8 = trunc i64 %2 to i32
  %9 = inttoptr i32 %8 to ptr
  br i1 %7, label %10, label %104

10:                                               ; preds = %3
  %11 = getelementptr inbounds nuw i8, ptr %5, i32 212
  %12 = load i32, ptr %11, align 4
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %106, label %14

14:                                               ; preds = %10
  %15 = getelementptr inbounds nuw i8, ptr %5, i32 104
  %16 = load i32, ptr %15, align 8
  %17 = getelementptr inbounds nuw i8, ptr %5, i32 8
  %18 = load i32, ptr %17, align 8
  %19 = icmp ugt i32 %18, 7
  %20 = getelementptr inbounds nuw i8, ptr %5, i32 208
  %21 = load i32, ptr %20, align 8
  %22 = getelementptr inbounds nuw i8, ptr %5, i32 200
  %23 = load i64, ptr %22, align 8
  %24 = trunc i64 %23 to i32
  %25 = inttoptr i32 %24 to ptr
  br label %29

26:                                               ; preds = %90
  %27 = add nuw i32 %30, 1
  %28 = icmp eq i32 %27, %12
  br i1 %28, label %106, label %29, !llvm.loop !31

29:                                               ; preds = %26, %14
  %30 = phi i32 [ 0, %14 ], [ %27, %26 ]
  %31 = add i32 %30, %16
  %32 = zext i32 %31 to i64
  %33 = mul nuw i64 %32, 4294967297
  %34 = xor i64 %33, -7046029254386353131
  %35 = or i64 %34, 1
  br i1 %19, label %36, label %53

36:                                               ; preds = %29
  %37 = zext i64 %35 to i128
  br label %38

38:                                               ; preds = %38, %36
  %39 = phi ptr [ %9, %36 ], [ %51, %38 ]
  %40 = phi i32 [ %18, %36 ], [ %50, %38 ]
  %41 = phi i64 [ %34, %36 ], [ %49, %38 ]
  %42 = load i64, ptr %39, align 1
  %43 = xor i64 %42, %41
  %44 = mul i64 %43, %35
  %45 = zext i64 %43 to i128
  %46 = mul nuw i128 %45, %37
  %47 = lshr i128 %46, 64
  %48 = trunc nuw i128 %47 to i64
  %49 = xor i64 %44, %48
  %50 = add i32 %40, -8
  %51 = getelementptr inbounds nuw i8, ptr %39, i32 8
  %52 = icmp ugt i32 %50, 7
  br i1 %52, label %38, label %53, !llvm.loop !15

53:                                               ; preds = %38, %29
  %54 = phi i64 [ %34, %29 ], [ %49, %38 ]
  %55 = phi i32 [ %18, %29 ], [ %50, %38 ]
  %56 = phi ptr [ %9, %29 ], [ %51, %38 ]
  %57 = icmp eq i32 %55, 0
  br i1 %57, label %90, label %58

58:                                               ; preds = %53
  %59 = icmp samesign ult i32 %55, 4
  br i1 %59, label %64, label %60

60:                                               ; preds = %58
  %61 = load i32, ptr %56, align 1
  %62 = zext i32 %61 to i64
  %63 = getelementptr inbounds nuw i8, ptr %56, i32 4
  br label %64

64:                                               ; preds = %60, %58
  %65 = phi i64 [ %62, %60 ], [ 0, %58 ]
  %66 = phi ptr [ %63, %60 ], [ %56, %58 ]
  %67 = and i32 %55, 3
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %80, label %69

69:                                               ; preds = %64, %69
  %70 = phi ptr [ %78, %69 ], [ %66, %64 ]
  %71 = phi i64 [ %76, %69 ], [ %65, %64 ]
  %72 = phi i32 [ %77, %69 ], [ %67, %64 ]
  %73 = shl i64 %71, 8
  %74 = load i8, ptr %70, align 1
  %75 = zext i8 %74 to i64
  %76 = or disjoint i64 %73, %75
  %77 = add nsw i32 %72, -1
  %78 = getelementptr inbounds nuw i8, ptr %70, i32 1
  %79 = icmp eq i32 %77, 0
  br i1 %79, label %80, label %69, !llvm.loop !16

80:                                               ; preds = %69, %64
  %81 = phi i64 [ %65, %64 ], [ %76, %69 ]
  %82 = xor i64 %81, %54
  %83 = mul i64 %82, %35
  %84 = zext i64 %82 to i128
  %85 = zext i64 %35 to i128
  %86 = mul nuw i128 %84, %85
  %87 = lshr i128 %86, 64
  %88 = trunc nuw i128 %87 to i64
  %89 = xor i64 %83, %88
  br label %90

90:                                               ; preds = %80, %53
  %91 = phi i64 [ %89, %80 ], [ %54, %53 ]
  %92 = mul i64 %91, -7046029254386353131
  %93 = lshr i64 %92, 32
  %94 = trunc nuw i64 %93 to i32
  %95 = and i32 %21, %94
  %96 = lshr i32 %95, 6
  %97 = getelementptr inbounds nuw i64, ptr %25, i32 %96
  %98 = load atomic i64, ptr %97 monotonic, align 8
  %99 = and i32 %95, 63
  %100 = zext nneg i32 %99 to i64
  %101 = shl nuw i64 1, %100
  %102 = and i64 %101, %98
  %103 = icmp eq i64 %102, 0
  br i1 %103, label %106, label %26

104:                                              ; preds = %3
  %105 = tail call fastcc i64 @take(ptr noundef nonnull %5, ptr noundef %9, i32 noundef 0) #28
  br label %106

106:                                              ; preds = %90, %26, %10, %104
  %107 = phi i64 [ %105, %104 ], [ 0, %10 ], [ -2, %90 ], [ 0, %26 ]
  ret i64 %107
}

; Function Attrs: nounwind
define hidden i64 @pp_ringbuf_reserve(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef %4) local_unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %7 = load i32, ptr %6, align 4
  %8 = icmp ugt i32 %7, 1023
  br i1 %8, label %9, label %18

9:                                                ; preds = %5
  %10 = and i32 %4, 1048575
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %10, ptr %11, align 4
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %13 = load i32, ptr %12, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %20

15:                                               ; preds = %9
  store i32 6, ptr %12, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %17, align 8
  br label %20

18:                                               ; preds = %5
  %19 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) #28
  br label %20

20:                                               ; preds = %15, %9, %18
  %21 = phi i64 [ %19, %18 ], [ 0, %9 ], [ 0, %15 ]
  ret i64 %21
}

; Function Attrs: nounwind
define internal fastcc i64 @reserve(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) unnamed_addr #0 {
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = icmp eq i64 %3, 0
  br i1 %7, label %8, label %156

8:                                                ; preds = %4
  %9 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %10 = load i32, ptr %9, align 4
  %11 = add i32 %10, -8
  %12 = zext i32 %11 to i64
  %13 = icmp ugt i64 %2, %12
  br i1 %13, label %156, label %14

14:                                               ; preds = %8
  %15 = add nuw nsw i64 %2, 15
  %16 = and i64 %15, -8
  %17 = getelementptr inbounds nuw i8, ptr %6, i32 88
  %18 = atomicrmw xchg ptr %17, i32 1 acquire, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %38, label %24

20:                                               ; preds = %35, %24
  %21 = phi i32 [ %25, %24 ], [ %30, %35 ]
  %22 = atomicrmw xchg ptr %17, i32 1 acquire, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %38, label %24, !llvm.loop !21

24:                                               ; preds = %14, %20
  %25 = phi i32 [ %21, %20 ], [ 0, %14 ]
  %26 = load atomic i32, ptr %17 monotonic, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %20, label %28

28:                                               ; preds = %24, %35
  %29 = phi i32 [ %30, %35 ], [ %25, %24 ]
  %30 = add i32 %29, 1
  %31 = and i32 %30, 255
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %35

33:                                               ; preds = %28
  %34 = tail call i32 @sched_yield() #30
  br label %35

35:                                               ; preds = %33, %28
  %36 = load atomic i32, ptr %17 monotonic, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %20, label %28, !llvm.loop !22

38:                                               ; preds = %20, %14
  %39 = getelementptr inbounds nuw i8, ptr %6, i32 120
  %40 = load i64, ptr %39, align 8
  %41 = add i64 %40, %16
  %42 = getelementptr inbounds nuw i8, ptr %6, i32 128
  %43 = load atomic i64, ptr %42 acquire, align 8
  %44 = sub i64 %41, %43
  %45 = load i32, ptr %9, align 4
  %46 = add i32 %45, -1
  %47 = zext i32 %46 to i64
  %48 = icmp ugt i64 %44, %47
  br i1 %48, label %49, label %50

49:                                               ; preds = %38
  store atomic i32 0, ptr %17 release, align 8
  br label %156

50:                                               ; preds = %38
  %51 = getelementptr inbounds nuw i8, ptr %6, i32 112
  %52 = load i64, ptr %51, align 8
  %53 = trunc i64 %52 to i32
  %54 = inttoptr i32 %53 to ptr
  %55 = and i64 %40, %47
  %56 = lshr i64 %55, 3
  %57 = trunc nuw nsw i64 %56 to i32
  %58 = getelementptr inbounds nuw %struct.record, ptr %54, i32 %57
  %59 = trunc nuw i64 %2 to i32
  store atomic i32 %59, ptr %58 monotonic, align 4
  %60 = lshr i64 %40, 3
  %61 = lshr i64 %41, 3
  %62 = or i64 %60, 63
  %63 = add nuw nsw i64 %62, 1
  %64 = icmp samesign ult i64 %63, %61
  br i1 %64, label %65, label %80

65:                                               ; preds = %50, %65
  %66 = phi i64 [ %78, %65 ], [ %63, %50 ]
  %67 = load i64, ptr %51, align 8
  %68 = trunc i64 %67 to i32
  %69 = inttoptr i32 %68 to ptr
  %70 = load i32, ptr %9, align 4
  %71 = add i32 %70, -1
  %72 = lshr i32 %71, 3
  %73 = trunc i64 %66 to i32
  %74 = and i32 %72, %73
  %75 = getelementptr inbounds nuw %struct.record, ptr %69, i32 %74
  %76 = sub nsw i64 %66, %60
  %77 = trunc i64 %76 to i32
  store atomic i32 %77, ptr %75 monotonic, align 4
  %78 = add nuw nsw i64 %66, 64
  %79 = icmp samesign ult i64 %78, %61
  br i1 %79, label %65, label %80, !llvm.loop !29

80:                                               ; preds = %65, %50
  %81 = load i64, ptr %51, align 8
  %82 = trunc i64 %81 to i32
  %83 = inttoptr i32 %82 to ptr
  %84 = load i32, ptr %9, align 4
  %85 = add i32 %84, -1
  %86 = zext i32 %85 to i64
  %87 = and i64 %40, %86
  %88 = lshr i64 %87, 3
  %89 = trunc nuw nsw i64 %88 to i32
  %90 = getelementptr inbounds nuw %struct.record, ptr %83, i32 %89
  %91 = getelementptr inbounds nuw i8, ptr %90, i32 4
  %92 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %93 = load i32, ptr %92, align 8
  %94 = shl i32 %93, 2
  %95 = or disjoint i32 %94, 1
  store atomic i32 %95, ptr %91 release, align 4
  store atomic i64 %41, ptr %39 release, align 8
  store atomic i32 0, ptr %17 release, align 8
  %96 = load i64, ptr %51, align 8
  %97 = trunc i64 %96 to i32
  %98 = load i32, ptr %9, align 4
  %99 = add i32 %98, -1
  %100 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %101 = load i64, ptr %100, align 8
  %102 = trunc i64 %101 to i32
  %103 = inttoptr i32 %102 to ptr
  %104 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %105 = load i32, ptr %104, align 4
  %106 = add i32 %105, 1
  store i32 %106, ptr %104, align 4
  %107 = getelementptr inbounds nuw %struct.held, ptr %103, i32 %105
  %108 = and i64 %1, 4294967295
  %109 = trunc i64 %40 to i32
  %110 = and i32 %109, -8
  %111 = and i32 %110, %99
  %112 = add nuw i32 %111, %97
  %113 = zext i32 %112 to i64
  store i64 %108, ptr %107, align 8
  %114 = getelementptr inbounds nuw i8, ptr %107, i32 8
  store i64 %113, ptr %114, align 8
  %115 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %116 = load i64, ptr %115, align 8
  %117 = load i32, ptr %9, align 4
  %118 = add i32 %117, -1
  %119 = zext i32 %118 to i64
  %120 = and i64 %40, %119
  %121 = add i64 %116, 8
  %122 = add i64 %121, %120
  %123 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 %122, ptr %123, align 8
  %124 = add i64 %122, %2
  %125 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 %124, ptr %125, align 8
  %126 = icmp ugt i64 %2, 262144
  %127 = trunc i64 %122 to i32
  br i1 %126, label %128, label %151

128:                                              ; preds = %80
  %129 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %130 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %131

131:                                              ; preds = %144, %128
  %132 = phi i64 [ %2, %128 ], [ %145, %144 ]
  %133 = phi i64 [ %122, %128 ], [ %146, %144 ]
  %134 = trunc i64 %133 to i32
  %135 = inttoptr i32 %134 to ptr
  %136 = tail call ptr @memset(ptr noundef %135, i32 noundef 0, i32 noundef 262144) #30
  %137 = load i32, ptr %129, align 8
  %138 = icmp eq i32 %137, 0
  br i1 %138, label %139, label %156

139:                                              ; preds = %131
  %140 = load i32, ptr %130, align 4
  %141 = and i32 %140, 1048575
  %142 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %141) #28
  %143 = icmp eq i64 %142, 0
  br i1 %143, label %156, label %144

144:                                              ; preds = %139
  %145 = add nsw i64 %132, -262144
  %146 = add i64 %133, 262144
  %147 = icmp ugt i64 %145, 262144
  br i1 %147, label %131, label %148, !llvm.loop !32

148:                                              ; preds = %144
  %149 = trunc nuw nsw i64 %145 to i32
  %150 = trunc i64 %146 to i32
  br label %151

151:                                              ; preds = %148, %80
  %152 = phi i32 [ %127, %80 ], [ %150, %148 ]
  %153 = phi i32 [ %59, %80 ], [ %149, %148 ]
  %154 = inttoptr i32 %152 to ptr
  %155 = tail call ptr @memset(ptr noundef %154, i32 noundef 0, i32 noundef %153) #30
  br label %156

156:                                              ; preds = %139, %131, %151, %4, %8, %49
  %157 = phi i64 [ 0, %4 ], [ 0, %49 ], [ 0, %8 ], [ %122, %151 ], [ %122, %131 ], [ %122, %139 ]
  ret i64 %157
}

; Function Attrs: nounwind
define hidden void @pp_end_run(ptr noundef %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %8, label %5

5:                                                ; preds = %1
  %6 = trunc i64 %3 to i32
  %7 = inttoptr i32 %6 to ptr
  store atomic i32 0, ptr %7 release, align 4
  store i64 0, ptr %2, align 8
  br label %8

8:                                                ; preds = %5, %1
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %10 = load i32, ptr %9, align 4
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %13, label %12

12:                                               ; preds = %8
  tail call fastcc void @discard_but(ptr noundef nonnull %0, i64 noundef 0, i64 noundef 0) #28
  br label %13

13:                                               ; preds = %12, %8
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc void @discard_but(ptr noundef initializes((456, 472)) %0, i64 noundef %1, i64 noundef %2) unnamed_addr #1 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %8, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %9, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %11 = load i32, ptr %10, align 4
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %25, label %13

13:                                               ; preds = %3
  %14 = sub i64 %2, %1
  %15 = icmp ugt i64 %14, 192
  %16 = trunc i64 %1 to i32
  %17 = trunc i64 %2 to i32
  %18 = inttoptr i32 %16 to ptr
  %19 = getelementptr inbounds i8, ptr %18, i32 -8
  %20 = ptrtoint ptr %0 to i32
  %21 = zext i32 %20 to i64
  %22 = and i64 %1, 4294967295
  %23 = shl i64 %2, 32
  %24 = or disjoint i64 %23, %22
  br label %27

25:                                               ; preds = %82, %3
  %26 = phi i32 [ 0, %3 ], [ %83, %82 ]
  store i32 %26, ptr %10, align 4
  ret void

27:                                               ; preds = %13, %82
  %28 = phi i32 [ 0, %13 ], [ %83, %82 ]
  %29 = phi i32 [ 0, %13 ], [ %84, %82 ]
  %30 = getelementptr inbounds nuw %struct.held, ptr %7, i32 %29
  %31 = getelementptr inbounds nuw i8, ptr %30, i32 8
  %32 = load i64, ptr %31, align 8
  br i1 %15, label %33, label %54

33:                                               ; preds = %27
  %34 = load i64, ptr %19, align 8, !noalias !33
  %35 = trunc i64 %34 to i32
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %54, label %37

37:                                               ; preds = %33
  %38 = inttoptr i32 %35 to ptr
  %39 = getelementptr inbounds nuw i8, ptr %38, i32 24
  %40 = load i64, ptr %38, align 8, !noalias !33
  %41 = trunc i64 %40 to i32
  %42 = getelementptr inbounds nuw i64, ptr %39, i32 %41
  %43 = getelementptr inbounds nuw i8, ptr %38, i32 8
  %44 = load i64, ptr %43, align 8, !noalias !33
  %45 = trunc i64 %44 to i32
  %46 = mul i32 %45, 24
  %47 = getelementptr inbounds nuw i8, ptr %42, i32 %46
  %48 = getelementptr inbounds nuw i8, ptr %38, i32 16
  %49 = load i64, ptr %48, align 8, !noalias !33
  %50 = trunc i64 %49 to i32
  %51 = getelementptr inbounds nuw i64, ptr %47, i32 %50
  %52 = ptrtoint ptr %47 to i32
  %53 = ptrtoint ptr %51 to i32
  br label %54

54:                                               ; preds = %27, %33, %37
  %55 = phi i32 [ 0, %33 ], [ %35, %37 ], [ 0, %27 ]
  %56 = phi i32 [ %16, %33 ], [ %52, %37 ], [ %16, %27 ]
  %57 = phi i32 [ %17, %33 ], [ %53, %37 ], [ %17, %27 ]
  %58 = phi i32 [ 3, %33 ], [ 1, %37 ], [ 3, %27 ]
  %59 = load i64, ptr %30, align 8
  %60 = zext i32 %55 to i64
  %61 = shl nuw i64 %60, 32
  %62 = or disjoint i64 %61, %21
  %63 = insertvalue [5 x i64] poison, i64 %62, 0
  %64 = insertvalue [5 x i64] %63, i64 %24, 1
  %65 = zext i32 %57 to i64
  %66 = shl nuw i64 %65, 32
  %67 = zext i32 %56 to i64
  %68 = or disjoint i64 %66, %67
  %69 = insertvalue [5 x i64] %64, i64 %68, 2
  %70 = zext nneg i32 %58 to i64
  %71 = insertvalue [5 x i64] %69, i64 %70, 3
  %72 = insertvalue [5 x i64] %71, i64 0, 4
  %73 = tail call fastcc i32 @is_map([5 x i64] %72, i64 noundef %59) #28
  %74 = icmp eq i32 %73, 0
  br i1 %74, label %78, label %75

75:                                               ; preds = %54
  %76 = add i32 %28, 1
  %77 = getelementptr inbounds nuw %struct.held, ptr %7, i32 %28
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %77, ptr noundef nonnull align 8 dereferenceable(16) %30, i32 16, i1 false)
  br label %82

78:                                               ; preds = %54
  %79 = trunc i64 %32 to i32
  %80 = inttoptr i32 %79 to ptr
  %81 = getelementptr inbounds nuw i8, ptr %80, i32 4
  store atomic i32 3, ptr %81 release, align 4
  br label %82

82:                                               ; preds = %78, %75
  %83 = phi i32 [ %76, %75 ], [ %28, %78 ]
  %84 = add nuw i32 %29, 1
  %85 = load i32, ptr %10, align 4
  %86 = icmp ult i32 %84, %85
  br i1 %86, label %27, label %25, !llvm.loop !36
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_submit(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %9 = load i32, ptr %8, align 4
  %10 = and i64 %1, 4294967295
  br label %11

11:                                               ; preds = %14, %3
  %12 = phi i32 [ %9, %3 ], [ %15, %14 ]
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %23, label %14

14:                                               ; preds = %11
  %15 = add i32 %12, -1
  %16 = getelementptr inbounds nuw %struct.held, ptr %7, i32 %15
  %17 = getelementptr inbounds nuw i8, ptr %16, i32 8
  %18 = load i64, ptr %17, align 8
  %19 = icmp eq i64 %18, %10
  br i1 %19, label %20, label %11, !llvm.loop !37

20:                                               ; preds = %14
  %21 = add i32 %9, -1
  store i32 %21, ptr %8, align 4
  %22 = getelementptr inbounds nuw %struct.held, ptr %7, i32 %21
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %16, ptr noundef nonnull align 8 dereferenceable(16) %22, i32 16, i1 false)
  br label %23

23:                                               ; preds = %11, %20
  %24 = trunc i64 %1 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %26, align 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %27, align 8
  %28 = getelementptr inbounds nuw i8, ptr %25, i32 4
  store atomic i32 2, ptr %28 release, align 4
  ret i64 0
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_discard(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %9 = load i32, ptr %8, align 4
  %10 = and i64 %1, 4294967295
  br label %11

11:                                               ; preds = %14, %3
  %12 = phi i32 [ %9, %3 ], [ %15, %14 ]
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %23, label %14

14:                                               ; preds = %11
  %15 = add i32 %12, -1
  %16 = getelementptr inbounds nuw %struct.held, ptr %7, i32 %15
  %17 = getelementptr inbounds nuw i8, ptr %16, i32 8
  %18 = load i64, ptr %17, align 8
  %19 = icmp eq i64 %18, %10
  br i1 %19, label %20, label %11, !llvm.loop !37

20:                                               ; preds = %14
  %21 = add i32 %9, -1
  store i32 %21, ptr %8, align 4
  %22 = getelementptr inbounds nuw %struct.held, ptr %7, i32 %21
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %16, ptr noundef nonnull align 8 dereferenceable(16) %22, i32 16, i1 false)
  br label %23

23:                                               ; preds = %11, %20
  %24 = trunc i64 %1 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %26, align 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %27, align 8
  %28 = getelementptr inbounds nuw i8, ptr %25, i32 4
  store atomic i32 3, ptr %28 release, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_ringbuf_output(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp ugt i64 %4, 3
  br i1 %6, label %66, label %7

7:                                                ; preds = %5
  %8 = tail call fastcc i64 @reserve(ptr noundef %0, i64 noundef %1, i64 noundef %3, i64 noundef 0) #28
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %66, label %10

10:                                               ; preds = %7
  %11 = icmp ult i64 %3, 262145
  br i1 %11, label %12, label %18

12:                                               ; preds = %10
  %13 = trunc i64 %8 to i32
  %14 = inttoptr i32 %13 to ptr
  %15 = trunc i64 %2 to i32
  %16 = inttoptr i32 %15 to ptr
  %17 = trunc nuw nsw i64 %3 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %14, ptr align 1 %16, i32 %17, i1 false)
  br label %19

18:                                               ; preds = %10
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %8, i64 noundef %2, i64 noundef %3) #28
  br label %19

19:                                               ; preds = %12, %18
  %20 = trunc i64 %1 to i32
  %21 = inttoptr i32 %20 to ptr
  %22 = add i64 %8, 4294967288
  %23 = getelementptr inbounds nuw i8, ptr %21, i32 32
  %24 = load i64, ptr %23, align 8
  %25 = sub i64 %22, %24
  %26 = getelementptr inbounds nuw i8, ptr %21, i32 112
  %27 = load i64, ptr %26, align 8
  %28 = trunc i64 %27 to i32
  %29 = inttoptr i32 %28 to ptr
  %30 = getelementptr inbounds nuw i8, ptr %21, i32 12
  %31 = load i32, ptr %30, align 4
  %32 = add i32 %31, -1
  %33 = zext i32 %32 to i64
  %34 = and i64 %25, %33
  %35 = lshr i64 %34, 3
  %36 = trunc nuw nsw i64 %35 to i32
  %37 = getelementptr inbounds nuw %struct.record, ptr %29, i32 %36
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %39 = load i32, ptr %38, align 8
  %40 = icmp eq i32 %39, 0
  %41 = select i1 %40, i32 2, i32 3
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %43 = load i64, ptr %42, align 8
  %44 = trunc i64 %43 to i32
  %45 = inttoptr i32 %44 to ptr
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %47 = load i32, ptr %46, align 4
  %48 = ptrtoint ptr %37 to i32
  %49 = zext i32 %48 to i64
  br label %50

50:                                               ; preds = %53, %19
  %51 = phi i32 [ %47, %19 ], [ %54, %53 ]
  %52 = icmp eq i32 %51, 0
  br i1 %52, label %62, label %53

53:                                               ; preds = %50
  %54 = add i32 %51, -1
  %55 = getelementptr inbounds nuw %struct.held, ptr %45, i32 %54
  %56 = getelementptr inbounds nuw i8, ptr %55, i32 8
  %57 = load i64, ptr %56, align 8
  %58 = icmp eq i64 %57, %49
  br i1 %58, label %59, label %50, !llvm.loop !37

59:                                               ; preds = %53
  %60 = add i32 %47, -1
  store i32 %60, ptr %46, align 4
  %61 = getelementptr inbounds nuw %struct.held, ptr %45, i32 %60
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %55, ptr noundef nonnull align 8 dereferenceable(16) %61, i32 16, i1 false)
  br label %62

62:                                               ; preds = %50, %59
  %63 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %63, align 8
  %64 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %64, align 8
  %65 = getelementptr inbounds nuw i8, ptr %37, i32 4
  store atomic i32 %41, ptr %65 release, align 4
  br label %66

66:                                               ; preds = %7, %5, %62
  %67 = phi i64 [ -22, %5 ], [ 0, %62 ], [ -11, %7 ]
  ret i64 %67
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_ringbuf_query(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #7 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %5, i32 128
  %7 = load atomic i64, ptr %6 acquire, align 8
  %8 = getelementptr inbounds nuw i8, ptr %5, i32 120
  %9 = load atomic i64, ptr %8 acquire, align 8
  switch i64 %2, label %17 [
    i64 0, label %10
    i64 1, label %12
    i64 2, label %18
    i64 3, label %16
  ]

10:                                               ; preds = %3
  %11 = sub i64 %9, %7
  br label %18

12:                                               ; preds = %3
  %13 = getelementptr inbounds nuw i8, ptr %5, i32 12
  %14 = load i32, ptr %13, align 4
  %15 = zext i32 %14 to i64
  br label %18

16:                                               ; preds = %3
  br label %18

17:                                               ; preds = %3
  br label %18

18:                                               ; preds = %3, %17, %16, %12, %10
  %19 = phi i64 [ 0, %17 ], [ %11, %10 ], [ %15, %12 ], [ %9, %16 ], [ %7, %3 ]
  ret i64 %19
}

; Function Attrs: nounwind
define hidden range(i64 -1, 2147483648) i64 @pp_ringbuf_consume(ptr noundef captures(none) %0, ptr noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 128
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %8 = load i64, ptr %4, align 8
  %9 = load i64, ptr %5, align 8
  %10 = load i32, ptr %6, align 4
  %11 = load atomic i64, ptr %7 acquire, align 8
  %12 = icmp eq i64 %8, %11
  br i1 %12, label %74, label %13

13:                                               ; preds = %3
  %14 = trunc i64 %9 to i32
  %15 = inttoptr i32 %14 to ptr
  %16 = add i32 %10, -1
  %17 = zext i32 %16 to i64
  %18 = and i64 %8, %17
  %19 = lshr i64 %18, 3
  %20 = trunc nuw nsw i64 %19 to i32
  %21 = getelementptr inbounds nuw %struct.record, ptr %15, i32 %20
  br label %41

22:                                               ; preds = %55
  store atomic i32 0, ptr %44 monotonic, align 4
  %23 = load atomic i32, ptr %42 monotonic, align 4
  %24 = and i32 %23, 2147483647
  %25 = add nuw i32 %24, 15
  %26 = and i32 %25, -8
  %27 = zext i32 %26 to i64
  %28 = add i64 %43, %27
  store atomic i64 %28, ptr %4 release, align 8
  %29 = load i64, ptr %5, align 8
  %30 = trunc i64 %29 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = load i32, ptr %6, align 4
  %33 = add i32 %32, -1
  %34 = zext i32 %33 to i64
  %35 = and i64 %28, %34
  %36 = lshr i64 %35, 3
  %37 = trunc nuw nsw i64 %36 to i32
  %38 = getelementptr inbounds nuw %struct.record, ptr %31, i32 %37
  %39 = load atomic i64, ptr %7 acquire, align 8
  %40 = icmp eq i64 %28, %39
  br i1 %40, label %74, label %41

41:                                               ; preds = %13, %22
  %42 = phi ptr [ %38, %22 ], [ %21, %13 ]
  %43 = phi i64 [ %28, %22 ], [ %8, %13 ]
  %44 = getelementptr inbounds nuw i8, ptr %42, i32 4
  %45 = load atomic i32, ptr %44 acquire, align 4
  %46 = and i32 %45, 3
  %47 = icmp eq i32 %46, 1
  br i1 %47, label %74, label %48

48:                                               ; preds = %41
  %49 = load atomic i32, ptr %42 monotonic, align 4
  %50 = and i32 %49, 2147483647
  %51 = zext nneg i32 %50 to i64
  %52 = icmp eq i32 %45, 2
  %53 = icmp ult i64 %2, %51
  %54 = select i1 %52, i1 %53, i1 false
  br i1 %54, label %74, label %55

55:                                               ; preds = %48
  br i1 %52, label %56, label %22

56:                                               ; preds = %55
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %58 = load i64, ptr %57, align 8
  %59 = load i32, ptr %6, align 4
  %60 = add i32 %59, -1
  %61 = zext i32 %60 to i64
  %62 = and i64 %43, %61
  %63 = add i64 %62, %58
  %64 = trunc i64 %63 to i32
  %65 = add i32 %64, 8
  %66 = inttoptr i32 %65 to ptr
  %67 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %66, i32 noundef %50) #30
  store atomic i32 0, ptr %44 monotonic, align 4
  %68 = load atomic i32, ptr %42 monotonic, align 4
  %69 = and i32 %68, 2147483647
  %70 = add nuw i32 %69, 15
  %71 = and i32 %70, -8
  %72 = zext i32 %71 to i64
  %73 = add i64 %43, %72
  store atomic i64 %73, ptr %4 release, align 8
  br label %74

74:                                               ; preds = %48, %22, %41, %3, %56
  %75 = phi i64 [ %51, %56 ], [ -1, %3 ], [ %51, %48 ], [ -1, %22 ], [ -1, %41 ]
  ret i64 %75
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_perf_event_output(ptr noundef %0, i64 %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = trunc i64 %2 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = lshr i64 %3, 32
  %10 = and i64 %9, 1048575
  %11 = icmp ult i64 %3, 4503599627370496
  br i1 %11, label %12, label %113

12:                                               ; preds = %6
  %13 = and i64 %3, 4294967295
  %14 = icmp eq i64 %13, 4294967295
  br i1 %14, label %15, label %19

15:                                               ; preds = %12
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %17 = load i32, ptr %16, align 8
  %18 = zext i32 %17 to i64
  br label %19

19:                                               ; preds = %15, %12
  %20 = phi i64 [ %18, %15 ], [ %13, %12 ]
  %21 = getelementptr inbounds nuw i8, ptr %8, i32 12
  %22 = load i32, ptr %21, align 4
  %23 = zext i32 %22 to i64
  %24 = icmp samesign ult i64 %20, %23
  br i1 %24, label %25, label %113

25:                                               ; preds = %19
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %27 = load i64, ptr %26, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %29 = load i64, ptr %28, align 8
  %30 = add i64 %29, %27
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %32 = load i64, ptr %31, align 8
  %33 = sub i64 %30, %32
  %34 = icmp ugt i64 %10, %33
  br i1 %34, label %113, label %35

35:                                               ; preds = %25
  %36 = getelementptr inbounds nuw i8, ptr %8, i32 216
  %37 = load i64, ptr %36, align 8
  %38 = add i64 %5, 8
  %39 = add i64 %38, %10
  %40 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %37, i64 noundef %39, i64 noundef 0) #28
  %41 = icmp eq i64 %40, 0
  br i1 %41, label %42, label %45

42:                                               ; preds = %35
  %43 = getelementptr inbounds nuw i8, ptr %8, i32 224
  %44 = atomicrmw add ptr %43, i64 1 monotonic, align 8
  br label %113

45:                                               ; preds = %35
  %46 = trunc i64 %40 to i32
  %47 = inttoptr i32 %46 to ptr
  store i64 %20, ptr %47, align 1
  %48 = add i64 %40, 8
  %49 = icmp ult i64 %5, 262145
  br i1 %49, label %50, label %56

50:                                               ; preds = %45
  %51 = trunc i64 %48 to i32
  %52 = inttoptr i32 %51 to ptr
  %53 = trunc i64 %4 to i32
  %54 = inttoptr i32 %53 to ptr
  %55 = trunc nuw nsw i64 %5 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %52, ptr align 1 %54, i32 %55, i1 false)
  br label %57

56:                                               ; preds = %45
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %48, i64 noundef %4, i64 noundef %5) #28
  br label %57

57:                                               ; preds = %50, %56
  %58 = add i64 %48, %5
  %59 = trunc i64 %58 to i32
  %60 = inttoptr i32 %59 to ptr
  %61 = load i64, ptr %31, align 8
  %62 = trunc i64 %61 to i32
  %63 = inttoptr i32 %62 to ptr
  %64 = trunc nuw i64 %9 to i32
  %65 = tail call ptr @memcpy(ptr noundef %60, ptr noundef %63, i32 noundef %64) #30
  %66 = load i64, ptr %36, align 8
  %67 = trunc i64 %66 to i32
  %68 = inttoptr i32 %67 to ptr
  %69 = add i64 %40, 4294967288
  %70 = getelementptr inbounds nuw i8, ptr %68, i32 32
  %71 = load i64, ptr %70, align 8
  %72 = sub i64 %69, %71
  %73 = getelementptr inbounds nuw i8, ptr %68, i32 112
  %74 = load i64, ptr %73, align 8
  %75 = trunc i64 %74 to i32
  %76 = inttoptr i32 %75 to ptr
  %77 = getelementptr inbounds nuw i8, ptr %68, i32 12
  %78 = load i32, ptr %77, align 4
  %79 = add i32 %78, -1
  %80 = zext i32 %79 to i64
  %81 = and i64 %72, %80
  %82 = lshr i64 %81, 3
  %83 = trunc nuw nsw i64 %82 to i32
  %84 = getelementptr inbounds nuw %struct.record, ptr %76, i32 %83
  %85 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %86 = load i32, ptr %85, align 8
  %87 = icmp eq i32 %86, 0
  %88 = select i1 %87, i32 2, i32 3
  %89 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %90 = load i64, ptr %89, align 8
  %91 = trunc i64 %90 to i32
  %92 = inttoptr i32 %91 to ptr
  %93 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %94 = load i32, ptr %93, align 4
  %95 = ptrtoint ptr %84 to i32
  %96 = zext i32 %95 to i64
  br label %97

97:                                               ; preds = %100, %57
  %98 = phi i32 [ %94, %57 ], [ %101, %100 ]
  %99 = icmp eq i32 %98, 0
  br i1 %99, label %109, label %100

100:                                              ; preds = %97
  %101 = add i32 %98, -1
  %102 = getelementptr inbounds nuw %struct.held, ptr %92, i32 %101
  %103 = getelementptr inbounds nuw i8, ptr %102, i32 8
  %104 = load i64, ptr %103, align 8
  %105 = icmp eq i64 %104, %96
  br i1 %105, label %106, label %97, !llvm.loop !37

106:                                              ; preds = %100
  %107 = add i32 %94, -1
  store i32 %107, ptr %93, align 4
  %108 = getelementptr inbounds nuw %struct.held, ptr %92, i32 %107
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %102, ptr noundef nonnull align 8 dereferenceable(16) %108, i32 16, i1 false)
  br label %109

109:                                              ; preds = %97, %106
  %110 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %110, align 8
  %111 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %111, align 8
  %112 = getelementptr inbounds nuw i8, ptr %84, i32 4
  store atomic i32 %88, ptr %112 release, align 4
  br label %113

113:                                              ; preds = %25, %19, %6, %109, %42
  %114 = phi i64 [ -28, %42 ], [ -22, %6 ], [ -7, %19 ], [ 0, %109 ], [ -14, %25 ]
  ret i64 %114
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_kernel_packet_output(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = add i64 %3, -4503599627370496
  %8 = icmp ult i64 %7, -4503595332403200
  br i1 %8, label %9, label %11

9:                                                ; preds = %6
  %10 = tail call i64 @pp_perf_event_output(ptr noundef %0, i64 poison, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) #28
  br label %11

11:                                               ; preds = %6, %9
  %12 = phi i64 [ %10, %9 ], [ -14, %6 ]
  ret i64 %12
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, -1) i64 @pp_perf_event_read(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = icmp ult i64 %2, 4294967296
  br i1 %4, label %5, label %20

5:                                                ; preds = %3
  %6 = icmp eq i64 %2, 4294967295
  br i1 %6, label %7, label %11

7:                                                ; preds = %5
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %9 = load i32, ptr %8, align 8
  %10 = zext i32 %9 to i64
  br label %11

11:                                               ; preds = %7, %5
  %12 = phi i64 [ %10, %7 ], [ %2, %5 ]
  %13 = trunc i64 %1 to i32
  %14 = inttoptr i32 %13 to ptr
  %15 = getelementptr inbounds nuw i8, ptr %14, i32 12
  %16 = load i32, ptr %15, align 4
  %17 = zext i32 %16 to i64
  %18 = icmp samesign ult i64 %12, %17
  %19 = select i1 %18, i64 -2, i64 -7
  br label %20

20:                                               ; preds = %3, %11
  %21 = phi i64 [ %19, %11 ], [ -22, %3 ]
  ret i64 %21
}

; Function Attrs: nounwind
define hidden range(i64 -22, -1) i64 @pp_perf_event_read_value(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp ugt i64 %4, 262144
  %7 = trunc i64 %3 to i32
  %8 = trunc nuw nsw i64 %4 to i32
  br i1 %6, label %9, label %34

9:                                                ; preds = %5
  %10 = icmp eq ptr %0, null
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %13

13:                                               ; preds = %27, %9
  %14 = phi i64 [ %4, %9 ], [ %28, %27 ]
  %15 = phi i64 [ %3, %9 ], [ %29, %27 ]
  %16 = trunc i64 %15 to i32
  %17 = inttoptr i32 %16 to ptr
  %18 = tail call ptr @memset(ptr noundef %17, i32 noundef 0, i32 noundef 262144) #30
  br i1 %10, label %27, label %19

19:                                               ; preds = %13
  %20 = load i32, ptr %11, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %22, label %39

22:                                               ; preds = %19
  %23 = load i32, ptr %12, align 4
  %24 = and i32 %23, 1048575
  %25 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %24) #28
  %26 = icmp eq i64 %25, 0
  br i1 %26, label %39, label %27

27:                                               ; preds = %22, %13
  %28 = add i64 %14, -262144
  %29 = add i64 %15, 262144
  %30 = icmp ugt i64 %28, 262144
  br i1 %30, label %13, label %31, !llvm.loop !32

31:                                               ; preds = %27
  %32 = trunc nuw nsw i64 %28 to i32
  %33 = trunc i64 %29 to i32
  br label %34

34:                                               ; preds = %31, %5
  %35 = phi i32 [ %7, %5 ], [ %33, %31 ]
  %36 = phi i32 [ %8, %5 ], [ %32, %31 ]
  %37 = inttoptr i32 %35 to ptr
  %38 = tail call ptr @memset(ptr noundef %37, i32 noundef 0, i32 noundef %36) #30
  br label %39

39:                                               ; preds = %19, %22, %34
  %40 = icmp eq i64 %4, 24
  %41 = icmp ult i64 %2, 4294967296
  %42 = and i1 %41, %40
  br i1 %42, label %43, label %58

43:                                               ; preds = %39
  %44 = icmp eq i64 %2, 4294967295
  br i1 %44, label %45, label %49

45:                                               ; preds = %43
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %47 = load i32, ptr %46, align 8
  %48 = zext i32 %47 to i64
  br label %49

49:                                               ; preds = %45, %43
  %50 = phi i64 [ %48, %45 ], [ %2, %43 ]
  %51 = trunc i64 %1 to i32
  %52 = inttoptr i32 %51 to ptr
  %53 = getelementptr inbounds nuw i8, ptr %52, i32 12
  %54 = load i32, ptr %53, align 4
  %55 = zext i32 %54 to i64
  %56 = icmp samesign ult i64 %50, %55
  %57 = select i1 %56, i64 -2, i64 -7
  br label %58

58:                                               ; preds = %49, %39
  %59 = phi i64 [ -22, %39 ], [ %57, %49 ]
  ret i64 %59
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %15, label %7

7:                                                ; preds = %1
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 1
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %15, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %14 = load i64, ptr %13, align 8
  br label %22

15:                                               ; preds = %7, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  %16 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #30
  %17 = load i64, ptr %2, align 8
  %18 = mul i64 %17, 1000000000
  %19 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %18, %20
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  br label %22

22:                                               ; preds = %15, %12
  %23 = phi i64 [ %14, %12 ], [ %21, %15 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_boot_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %15, label %7

7:                                                ; preds = %1
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 1
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %15, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 16
  %14 = load i64, ptr %13, align 8
  br label %22

15:                                               ; preds = %7, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  %16 = call i32 @clock_gettime(i32 noundef 7, ptr noundef nonnull %2) #30
  %17 = load i64, ptr %2, align 8
  %18 = mul i64 %17, 1000000000
  %19 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %18, %20
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  br label %22

22:                                               ; preds = %15, %12
  %23 = phi i64 [ %14, %12 ], [ %21, %15 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_coarse_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %15, label %7

7:                                                ; preds = %1
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 1
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %15, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %14 = load i64, ptr %13, align 8
  br label %22

15:                                               ; preds = %7, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  %16 = call i32 @clock_gettime(i32 noundef 6, ptr noundef nonnull %2) #30
  %17 = load i64, ptr %2, align 8
  %18 = mul i64 %17, 1000000000
  %19 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %18, %20
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  br label %22

22:                                               ; preds = %15, %12
  %23 = phi i64 [ %14, %12 ], [ %21, %15 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_tai_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %15, label %7

7:                                                ; preds = %1
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 1
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %15, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 24
  %14 = load i64, ptr %13, align 8
  br label %22

15:                                               ; preds = %7, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  %16 = call i32 @clock_gettime(i32 noundef 11, ptr noundef nonnull %2) #30
  %17 = load i64, ptr %2, align 8
  %18 = mul i64 %17, 1000000000
  %19 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %18, %20
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  br label %22

22:                                               ; preds = %15, %12
  %23 = phi i64 [ %14, %12 ], [ %21, %15 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden i64 @pp_jiffies64(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %15, label %7

7:                                                ; preds = %1
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 1
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %15, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 32
  %14 = load i64, ptr %13, align 8
  br label %24

15:                                               ; preds = %7, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  %16 = call i32 @clock_gettime(i32 noundef 6, ptr noundef nonnull %2) #30
  %17 = load i64, ptr %2, align 8
  %18 = mul i64 %17, 1000000000
  %19 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %18, %20
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  %22 = udiv i64 %21, 4000000
  %23 = add nuw nsw i64 %22, 4294892296
  br label %24

24:                                               ; preds = %15, %12
  %25 = phi i64 [ %14, %12 ], [ %23, %15 ]
  ret i64 %25
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_current_cgroup_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %3 = load i64, ptr %2, align 8
  %4 = trunc i64 %3 to i32
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %12, label %6

6:                                                ; preds = %1
  %7 = inttoptr i32 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 32
  %10 = icmp eq i64 %9, 0
  %11 = select i1 %10, ptr null, ptr %7
  br label %12

12:                                               ; preds = %1, %6
  %13 = phi ptr [ null, %1 ], [ %11, %6 ]
  %14 = icmp eq ptr %13, null
  %15 = getelementptr inbounds nuw i8, ptr %13, i32 64
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %17 = select i1 %14, ptr %16, ptr %15
  %18 = load i64, ptr %17, align 8
  ret i64 %18
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_numa_node_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %3 = load i64, ptr %2, align 8
  %4 = trunc i64 %3 to i32
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i32 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 64
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i32 72
  %13 = load i64, ptr %12, align 8
  br label %14

14:                                               ; preds = %6, %1, %11
  %15 = phi i64 [ %13, %11 ], [ 0, %1 ], [ 0, %6 ]
  ret i64 %15
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_zero(ptr noundef readnone captures(none) %0) local_unnamed_addr #10 {
  ret i64 0
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 4294967296) i64 @pp_get_prandom_u32(ptr noundef captures(none) %0) local_unnamed_addr #7 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %3 = load i64, ptr %2, align 8
  %4 = trunc i64 %3 to i32
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %12, label %6

6:                                                ; preds = %1
  %7 = inttoptr i32 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2
  %10 = icmp eq i64 %9, 0
  %11 = select i1 %10, ptr null, ptr %7
  br label %12

12:                                               ; preds = %1, %6
  %13 = phi ptr [ null, %1 ], [ %11, %6 ]
  %14 = icmp eq ptr %13, null
  %15 = getelementptr inbounds nuw i8, ptr %13, i32 40
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 152
  %17 = select i1 %14, ptr %16, ptr %15
  %18 = load atomic i64, ptr %17 monotonic, align 8
  %19 = lshr i64 %18, 12
  %20 = xor i64 %19, %18
  %21 = shl i64 %20, 25
  %22 = xor i64 %21, %20
  %23 = lshr i64 %22, 27
  %24 = xor i64 %23, %22
  store atomic i64 %24, ptr %17 monotonic, align 8
  %25 = mul i64 %24, 2685821657736338717
  %26 = lshr i64 %25, 32
  ret i64 %26
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 0, 4294967296) i64 @pp_get_smp_processor_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #11 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %3 = load i32, ptr %2, align 8
  %4 = zext i32 %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind
define hidden i64 @pp_get_current_pid_tgid(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %3 = load i64, ptr %2, align 8
  %4 = trunc i64 %3 to i32
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i32 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 4
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i32 48
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  %15 = tail call i32 @getpid() #30
  %16 = sext i32 %15 to i64
  %17 = shl nsw i64 %16, 32
  %18 = tail call i32 @gettid() #30
  %19 = zext i32 %18 to i64
  %20 = or disjoint i64 %17, %19
  br label %21

21:                                               ; preds = %14, %11
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  ret i64 %22
}

declare i32 @getpid() local_unnamed_addr #8

declare i32 @gettid() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_get_ns_current_pid_tgid(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca [2 x i32], align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %22, label %11

11:                                               ; preds = %5
  %12 = inttoptr i32 %9 to ptr
  %13 = load i64, ptr %12, align 8
  %14 = and i64 %13, 4
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %22, label %16

16:                                               ; preds = %11
  %17 = getelementptr inbounds nuw i8, ptr %12, i32 48
  %18 = load i64, ptr %17, align 8
  %19 = trunc i64 %18 to i32
  %20 = lshr i64 %18, 32
  %21 = trunc nuw i64 %20 to i32
  br label %25

22:                                               ; preds = %11, %5
  %23 = tail call i32 @getpid() #30
  %24 = tail call i32 @gettid() #30
  br label %25

25:                                               ; preds = %16, %22
  %26 = phi i32 [ %19, %16 ], [ %24, %22 ]
  %27 = phi i32 [ %21, %16 ], [ %23, %22 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  store i32 %26, ptr %6, align 4
  %28 = getelementptr inbounds nuw i8, ptr %6, i32 4
  store i32 %27, ptr %28, align 4
  %29 = icmp ne i64 %4, 8
  %30 = icmp ugt i64 %1, 4294967295
  %31 = or i1 %30, %29
  br i1 %31, label %32, label %64

32:                                               ; preds = %25
  %33 = icmp ugt i64 %4, 262144
  %34 = trunc i64 %3 to i32
  %35 = trunc nuw nsw i64 %4 to i32
  br i1 %33, label %36, label %59

36:                                               ; preds = %32
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %39

39:                                               ; preds = %52, %36
  %40 = phi i64 [ %4, %36 ], [ %53, %52 ]
  %41 = phi i64 [ %3, %36 ], [ %54, %52 ]
  %42 = trunc i64 %41 to i32
  %43 = inttoptr i32 %42 to ptr
  %44 = tail call ptr @memset(ptr noundef %43, i32 noundef 0, i32 noundef 262144) #30
  %45 = load i32, ptr %37, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %47, label %68

47:                                               ; preds = %39
  %48 = load i32, ptr %38, align 4
  %49 = and i32 %48, 1048575
  %50 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %49) #28
  %51 = icmp eq i64 %50, 0
  br i1 %51, label %68, label %52

52:                                               ; preds = %47
  %53 = add i64 %40, -262144
  %54 = add i64 %41, 262144
  %55 = icmp ugt i64 %53, 262144
  br i1 %55, label %39, label %56, !llvm.loop !32

56:                                               ; preds = %52
  %57 = trunc nuw nsw i64 %53 to i32
  %58 = trunc i64 %54 to i32
  br label %59

59:                                               ; preds = %56, %32
  %60 = phi i32 [ %34, %32 ], [ %58, %56 ]
  %61 = phi i32 [ %35, %32 ], [ %57, %56 ]
  %62 = inttoptr i32 %60 to ptr
  %63 = tail call ptr @memset(ptr noundef %62, i32 noundef 0, i32 noundef %61) #30
  br label %68

64:                                               ; preds = %25
  %65 = trunc i64 %3 to i32
  %66 = inttoptr i32 %65 to ptr
  %67 = call ptr @memcpy(ptr noundef %66, ptr noundef nonnull %6, i32 noundef 8) #30
  br label %68

68:                                               ; preds = %47, %39, %59, %64
  %69 = phi i64 [ 0, %64 ], [ -22, %59 ], [ -22, %39 ], [ -22, %47 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %69
}

; Function Attrs: nounwind
define hidden i64 @pp_get_current_uid_gid(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %3 = load i64, ptr %2, align 8
  %4 = trunc i64 %3 to i32
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i32 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 8
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i32 56
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  %15 = tail call i32 @getgid() #30
  %16 = zext i32 %15 to i64
  %17 = shl nuw i64 %16, 32
  %18 = tail call i32 @getuid() #30
  %19 = zext i32 %18 to i64
  %20 = or disjoint i64 %17, %19
  br label %21

21:                                               ; preds = %14, %11
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  ret i64 %22
}

declare i32 @getgid() local_unnamed_addr #8

declare i32 @getuid() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_get_current_comm(ptr noundef %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca [16 x i8], align 1
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %13, label %9

9:                                                ; preds = %3
  %10 = inttoptr i32 %7 to ptr
  %11 = load i64, ptr %10, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 1 dereferenceable(16) %4, i8 0, i32 16, i1 false)
  %12 = icmp eq i64 %2, 0
  br i1 %12, label %66, label %17

13:                                               ; preds = %3
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 1 dereferenceable(16) %4, i8 0, i32 16, i1 false)
  %14 = tail call i64 @llvm.umin.i64(i64 %2, i64 16)
  %15 = icmp eq i64 %2, 0
  %16 = trunc nuw nsw i64 %14 to i32
  br i1 %15, label %66, label %25

17:                                               ; preds = %9
  %18 = tail call i64 @llvm.umin.i64(i64 %2, i64 16)
  %19 = and i64 %11, 16
  %20 = icmp eq i64 %19, 0
  %21 = trunc nuw nsw i64 %18 to i32
  br i1 %20, label %25, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %10, i32 96
  %24 = call ptr @memcpy(ptr noundef nonnull %4, ptr noundef nonnull %23, i32 noundef 16) #30
  br label %28

25:                                               ; preds = %13, %17
  %26 = phi i32 [ %21, %17 ], [ %16, %13 ]
  %27 = call i32 (i32, ...) @prctl(i32 noundef 16, ptr noundef nonnull %4) #30
  br label %28

28:                                               ; preds = %25, %22
  %29 = phi i32 [ %26, %25 ], [ %21, %22 ]
  %30 = icmp ugt i64 %2, 262144
  %31 = trunc i64 %1 to i32
  %32 = trunc i64 %2 to i32
  br i1 %30, label %33, label %56

33:                                               ; preds = %28
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %36

36:                                               ; preds = %49, %33
  %37 = phi i64 [ %2, %33 ], [ %50, %49 ]
  %38 = phi i64 [ %1, %33 ], [ %51, %49 ]
  %39 = trunc i64 %38 to i32
  %40 = inttoptr i32 %39 to ptr
  %41 = call ptr @memset(ptr noundef %40, i32 noundef 0, i32 noundef 262144) #30
  %42 = load i32, ptr %34, align 8
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %44, label %61

44:                                               ; preds = %36
  %45 = load i32, ptr %35, align 4
  %46 = and i32 %45, 1048575
  %47 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %46) #28
  %48 = icmp eq i64 %47, 0
  br i1 %48, label %61, label %49

49:                                               ; preds = %44
  %50 = add i64 %37, -262144
  %51 = add i64 %38, 262144
  %52 = icmp ugt i64 %50, 262144
  br i1 %52, label %36, label %53, !llvm.loop !32

53:                                               ; preds = %49
  %54 = trunc nuw nsw i64 %50 to i32
  %55 = trunc i64 %51 to i32
  br label %56

56:                                               ; preds = %53, %28
  %57 = phi i32 [ %31, %28 ], [ %55, %53 ]
  %58 = phi i32 [ %32, %28 ], [ %54, %53 ]
  %59 = inttoptr i32 %57 to ptr
  %60 = call ptr @memset(ptr noundef %59, i32 noundef 0, i32 noundef %58) #30
  br label %61

61:                                               ; preds = %36, %44, %56
  %62 = inttoptr i32 %31 to ptr
  %63 = call ptr @memcpy(ptr noundef %62, ptr noundef nonnull %4, i32 noundef %29) #30
  %64 = getelementptr i8, ptr %62, i32 %32
  %65 = getelementptr i8, ptr %64, i32 -1
  store i8 0, ptr %65, align 1
  br label %66

66:                                               ; preds = %13, %9, %61
  %67 = phi i64 [ 0, %61 ], [ -22, %9 ], [ -22, %13 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #29
  ret i64 %67
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #12

declare i32 @prctl(i32 noundef, ...) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 1) #28
  ret i64 %5
}

; Function Attrs: nounwind
define internal fastcc range(i64 -34, 1) i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef range(i32 0, 3) %4) unnamed_addr #0 {
  %6 = icmp eq i64 %2, 0
  br i1 %6, label %84, label %7

7:                                                ; preds = %5
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %11 = load i64, ptr %10, align 8
  %12 = icmp ult i64 %3, %9
  %13 = icmp ugt i64 %3, %11
  %14 = or i1 %12, %13
  %15 = sub nuw i64 %11, %3
  %16 = icmp ugt i64 %2, %15
  %17 = select i1 %14, i1 true, i1 %16
  br i1 %17, label %18, label %75

18:                                               ; preds = %7
  %19 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %3, i64 noundef range(i64 1, 0) %2, i32 noundef 0) #28
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %75

21:                                               ; preds = %18
  %22 = icmp ugt i64 %2, 262144
  %23 = trunc i64 %1 to i32
  %24 = trunc nuw nsw i64 %2 to i32
  br i1 %22, label %25, label %48

25:                                               ; preds = %21
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %28

28:                                               ; preds = %41, %25
  %29 = phi i64 [ %2, %25 ], [ %42, %41 ]
  %30 = phi i64 [ %1, %25 ], [ %43, %41 ]
  %31 = trunc i64 %30 to i32
  %32 = inttoptr i32 %31 to ptr
  %33 = tail call ptr @memset(ptr noundef %32, i32 noundef 0, i32 noundef 262144) #30
  %34 = load i32, ptr %26, align 8
  %35 = icmp eq i32 %34, 0
  br i1 %35, label %36, label %53

36:                                               ; preds = %28
  %37 = load i32, ptr %27, align 4
  %38 = and i32 %37, 1048575
  %39 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %38) #28
  %40 = icmp eq i64 %39, 0
  br i1 %40, label %53, label %41

41:                                               ; preds = %36
  %42 = add i64 %29, -262144
  %43 = add i64 %30, 262144
  %44 = icmp ugt i64 %42, 262144
  br i1 %44, label %28, label %45, !llvm.loop !32

45:                                               ; preds = %41
  %46 = trunc nuw nsw i64 %42 to i32
  %47 = trunc i64 %43 to i32
  br label %48

48:                                               ; preds = %45, %21
  %49 = phi i32 [ %23, %21 ], [ %47, %45 ]
  %50 = phi i32 [ %24, %21 ], [ %46, %45 ]
  %51 = inttoptr i32 %49 to ptr
  %52 = tail call ptr @memset(ptr noundef %51, i32 noundef 0, i32 noundef %50) #30
  br label %53

53:                                               ; preds = %28, %36, %48
  %54 = icmp eq i32 %4, 2
  %55 = icmp eq i32 %4, 1
  %56 = select i1 %55, i64 140737488351232, i64 -140737488355328
  %57 = icmp uge i64 %3, %56
  %58 = or i1 %54, %57
  %59 = icmp ult i64 %3, -140737488355328
  %60 = and i1 %59, %58
  br i1 %60, label %61, label %72

61:                                               ; preds = %53
  %62 = load i64, ptr %8, align 8
  %63 = load i64, ptr %10, align 8
  %64 = icmp ult i64 %3, %62
  %65 = icmp uge i64 %3, %63
  %66 = or i1 %64, %65
  br i1 %66, label %67, label %72

67:                                               ; preds = %61
  %68 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %3, i64 noundef 1, i32 noundef 0) #28
  %69 = freeze i32 %68
  %70 = icmp eq i32 %69, 0
  %71 = select i1 %70, i32 -34, i32 -14
  br label %72

72:                                               ; preds = %53, %61, %67
  %73 = phi i32 [ -14, %53 ], [ -14, %61 ], [ %71, %67 ]
  %74 = sext i32 %73 to i64
  br label %84

75:                                               ; preds = %7, %18
  %76 = icmp ult i64 %2, 262145
  br i1 %76, label %77, label %83

77:                                               ; preds = %75
  %78 = trunc i64 %1 to i32
  %79 = inttoptr i32 %78 to ptr
  %80 = trunc i64 %3 to i32
  %81 = inttoptr i32 %80 to ptr
  %82 = trunc nuw nsw i64 %2 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %79, ptr align 1 %81, i32 %82, i1 false)
  br label %84

83:                                               ; preds = %75
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %3, i64 noundef %2) #28
  br label %84

84:                                               ; preds = %83, %77, %5, %72
  %85 = phi i64 [ %74, %72 ], [ 0, %5 ], [ 0, %77 ], [ 0, %83 ]
  ret i64 %85
}

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_probe_read_user(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 0) #28
  ret i64 %5
}

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_probe_read_kernel(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 2) #28
  ret i64 %5
}

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_copy_from_user_task(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %8, label %10

8:                                                ; preds = %6
  %9 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 0) #28
  br label %10

10:                                               ; preds = %6, %8
  %11 = phi i64 [ %9, %8 ], [ -22, %6 ]
  ret i64 %11
}

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 1) #28
  ret i64 %5
}

; Function Attrs: nounwind
define internal fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef range(i32 0, 3) %4) unnamed_addr #0 {
  %6 = trunc i64 %1 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = icmp eq i64 %2, 0
  br i1 %8, label %127, label %9

9:                                                ; preds = %5
  %10 = icmp eq ptr %0, null
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %15 = trunc i64 %3 to i32
  %16 = inttoptr i32 %15 to ptr
  br label %17

17:                                               ; preds = %9, %121
  %18 = phi i64 [ 0, %9 ], [ %61, %121 ]
  %19 = phi i64 [ 0, %9 ], [ %120, %121 ]
  %20 = icmp eq i64 %19, 0
  %21 = and i64 %19, 262143
  %22 = icmp ne i64 %21, 0
  %23 = or i1 %20, %22
  %24 = or i1 %10, %23
  br i1 %24, label %33, label %25

25:                                               ; preds = %17
  %26 = load i32, ptr %11, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %28, label %127

28:                                               ; preds = %25
  %29 = load i32, ptr %12, align 4
  %30 = and i32 %29, 1048575
  %31 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %30) #28
  %32 = icmp eq i64 %31, 0
  br i1 %32, label %127, label %33

33:                                               ; preds = %28, %17
  %34 = icmp eq i64 %19, %18
  br i1 %34, label %35, label %60

35:                                               ; preds = %33
  %36 = add i64 %18, %3
  %37 = load i64, ptr %13, align 8
  %38 = load i64, ptr %14, align 8
  %39 = icmp ult i64 %36, %37
  %40 = icmp ugt i64 %36, %38
  %41 = or i1 %39, %40
  %42 = sub nuw i64 %38, %36
  %43 = icmp ult i64 %42, 64
  %44 = select i1 %41, i1 true, i1 %43
  br i1 %44, label %45, label %56

45:                                               ; preds = %35
  %46 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %36, i64 noundef 64, i32 noundef 0) #28
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %48, label %56

48:                                               ; preds = %45
  %49 = load i64, ptr %13, align 8
  %50 = load i64, ptr %14, align 8
  %51 = icmp ult i64 %36, %49
  %52 = icmp uge i64 %36, %50
  %53 = or i1 %51, %52
  br i1 %53, label %54, label %56

54:                                               ; preds = %48
  %55 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %36, i64 noundef 1, i32 noundef 0) #28
  br label %56

56:                                               ; preds = %35, %54, %48, %45
  %57 = phi i32 [ %55, %54 ], [ 64, %45 ], [ 1, %48 ], [ 64, %35 ]
  %58 = zext nneg i32 %57 to i64
  %59 = add i64 %18, %58
  br label %60

60:                                               ; preds = %56, %33
  %61 = phi i64 [ %59, %56 ], [ %18, %33 ]
  %62 = icmp eq i64 %19, %61
  br i1 %62, label %63, label %114

63:                                               ; preds = %60
  %64 = icmp ugt i64 %2, 262144
  %65 = trunc nuw nsw i64 %2 to i32
  br i1 %64, label %66, label %88

66:                                               ; preds = %63, %80
  %67 = phi i64 [ %81, %80 ], [ %2, %63 ]
  %68 = phi i64 [ %82, %80 ], [ %1, %63 ]
  %69 = trunc i64 %68 to i32
  %70 = inttoptr i32 %69 to ptr
  %71 = tail call ptr @memset(ptr noundef %70, i32 noundef 0, i32 noundef 262144) #30
  br i1 %10, label %80, label %72

72:                                               ; preds = %66
  %73 = load i32, ptr %11, align 8
  %74 = icmp eq i32 %73, 0
  br i1 %74, label %75, label %92

75:                                               ; preds = %72
  %76 = load i32, ptr %12, align 4
  %77 = and i32 %76, 1048575
  %78 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %77) #28
  %79 = icmp eq i64 %78, 0
  br i1 %79, label %92, label %80

80:                                               ; preds = %75, %66
  %81 = add i64 %67, -262144
  %82 = add i64 %68, 262144
  %83 = icmp ugt i64 %81, 262144
  br i1 %83, label %66, label %84, !llvm.loop !32

84:                                               ; preds = %80
  %85 = trunc nuw nsw i64 %81 to i32
  %86 = trunc i64 %82 to i32
  %87 = inttoptr i32 %86 to ptr
  br label %88

88:                                               ; preds = %84, %63
  %89 = phi ptr [ %87, %84 ], [ %7, %63 ]
  %90 = phi i32 [ %85, %84 ], [ %65, %63 ]
  %91 = tail call ptr @memset(ptr noundef %89, i32 noundef 0, i32 noundef %90) #30
  br label %92

92:                                               ; preds = %72, %75, %88
  %93 = icmp eq i32 %4, 2
  %94 = icmp eq i32 %4, 1
  %95 = select i1 %94, i64 140737488351232, i64 -140737488355328
  %96 = icmp uge i64 %3, %95
  %97 = or i1 %93, %96
  %98 = icmp ult i64 %3, -140737488355328
  %99 = and i1 %98, %97
  br i1 %99, label %100, label %111

100:                                              ; preds = %92
  %101 = load i64, ptr %13, align 8
  %102 = load i64, ptr %14, align 8
  %103 = icmp ult i64 %3, %101
  %104 = icmp uge i64 %3, %102
  %105 = or i1 %103, %104
  br i1 %105, label %106, label %111

106:                                              ; preds = %100
  %107 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %3, i64 noundef 1, i32 noundef 0) #28
  %108 = freeze i32 %107
  %109 = icmp eq i32 %108, 0
  %110 = select i1 %109, i32 -34, i32 -14
  br label %111

111:                                              ; preds = %92, %100, %106
  %112 = phi i32 [ -14, %92 ], [ -14, %100 ], [ %110, %106 ]
  %113 = sext i32 %112 to i64
  br label %127

114:                                              ; preds = %60
  %115 = trunc i64 %19 to i32
  %116 = getelementptr inbounds nuw i8, ptr %16, i32 %115
  %117 = load i8, ptr %116, align 1
  %118 = getelementptr inbounds nuw i8, ptr %7, i32 %115
  store i8 %117, ptr %118, align 1
  %119 = icmp eq i8 %117, 0
  %120 = add nuw i64 %19, 1
  br i1 %119, label %127, label %121

121:                                              ; preds = %114
  %122 = icmp ult i64 %120, %2
  br i1 %122, label %17, label %123, !llvm.loop !38

123:                                              ; preds = %121
  %124 = trunc i64 %2 to i32
  %125 = getelementptr i8, ptr %7, i32 %124
  %126 = getelementptr i8, ptr %125, i32 -1
  store i8 0, ptr %126, align 1
  br label %127

127:                                              ; preds = %25, %28, %114, %5, %123, %111
  %128 = phi i64 [ %2, %123 ], [ %113, %111 ], [ 0, %5 ], [ %2, %25 ], [ %2, %28 ], [ %120, %114 ]
  ret i64 %128
}

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_user_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 0) #28
  ret i64 %5
}

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_kernel_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 2) #28
  ret i64 %5
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_load_packet(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #13 {
  %4 = trunc i64 %1 to i32
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %6 = load i16, ptr %5, align 8
  %7 = icmp eq i16 %6, 0
  br i1 %7, label %11, label %8

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %10 = load i64, ptr %9, align 8
  br label %19

11:                                               ; preds = %3
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 496
  %13 = load i64, ptr %12, align 8
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %19, label %15

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %17 = load i64, ptr %16, align 8
  %18 = sub i64 %17, %13
  br label %19

19:                                               ; preds = %15, %11, %8
  %20 = phi i64 [ %10, %8 ], [ %18, %15 ], [ 0, %11 ]
  %21 = icmp sgt i32 %4, -1
  br i1 %21, label %22, label %27

22:                                               ; preds = %19
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %24 = load i64, ptr %23, align 8
  %25 = and i64 %1, 2147483647
  %26 = add i64 %24, %25
  br label %44

27:                                               ; preds = %19
  %28 = icmp samesign ugt i32 %4, -1048577
  br i1 %28, label %29, label %37

29:                                               ; preds = %27
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %31 = load i64, ptr %30, align 8
  %32 = zext i16 %6 to i64
  %33 = add nsw i32 %4, 1048576
  %34 = zext nneg i32 %33 to i64
  %35 = add nuw nsw i64 %32, %34
  %36 = add i64 %35, %31
  br label %44

37:                                               ; preds = %27
  %38 = icmp samesign ugt i32 %4, -2097153
  %39 = icmp ne i64 %20, 0
  %40 = select i1 %38, i1 %39, i1 false
  %41 = add nsw i32 %4, 2097152
  %42 = zext nneg i32 %41 to i64
  %43 = add i64 %20, %42
  br i1 %40, label %44, label %73

44:                                               ; preds = %37, %22, %29
  %45 = phi i64 [ %26, %22 ], [ %36, %29 ], [ %43, %37 ]
  %46 = icmp eq i64 %45, 0
  br i1 %46, label %73, label %47

47:                                               ; preds = %44
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %51 = load i64, ptr %50, align 8
  %52 = add i64 %51, %49
  %53 = icmp ugt i64 %45, %52
  %54 = sub i64 %52, %45
  %55 = icmp ugt i64 %2, %54
  %56 = or i1 %53, %55
  br i1 %56, label %73, label %57

57:                                               ; preds = %47
  %58 = icmp eq i64 %2, 0
  br i1 %58, label %73, label %59

59:                                               ; preds = %57
  %60 = trunc i64 %45 to i32
  %61 = inttoptr i32 %60 to ptr
  br label %62

62:                                               ; preds = %59, %62
  %63 = phi ptr [ %71, %62 ], [ %61, %59 ]
  %64 = phi i64 [ %69, %62 ], [ 0, %59 ]
  %65 = phi i64 [ %70, %62 ], [ %2, %59 ]
  %66 = shl i64 %64, 8
  %67 = load i8, ptr %63, align 1
  %68 = zext i8 %67 to i64
  %69 = or disjoint i64 %66, %68
  %70 = add i64 %65, -1
  %71 = getelementptr inbounds nuw i8, ptr %63, i32 1
  %72 = icmp eq i64 %70, 0
  br i1 %72, label %73, label %62, !llvm.loop !39

73:                                               ; preds = %62, %57, %37, %44, %47
  %74 = phi i64 [ -1, %44 ], [ -1, %37 ], [ -1, %47 ], [ 0, %57 ], [ %69, %62 ]
  ret i64 %74
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -11, -6) i64 @pp_current_task_under_cgroup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = trunc i64 %2 to i32
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %8 = load i32, ptr %7, align 4
  %9 = icmp ugt i32 %8, %4
  %10 = select i1 %9, i32 -11, i32 -7
  %11 = sext i32 %10 to i64
  ret i64 %11
}

; Function Attrs: nounwind
define hidden range(i64 -131391639519232, -131387344551936) i64 @pp_get_current_task(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %3 = load i64, ptr %2, align 8
  %4 = trunc i64 %3 to i32
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i32 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 4
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i32 48
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  %15 = tail call i32 @getpid() #30
  %16 = sext i32 %15 to i64
  %17 = shl nsw i64 %16, 32
  %18 = tail call i32 @gettid() #30
  %19 = zext i32 %18 to i64
  %20 = or disjoint i64 %17, %19
  br label %21

21:                                               ; preds = %11, %14
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  %23 = and i64 %22, 4294967295
  %24 = or disjoint i64 %23, -131391639519232
  ret i64 %24
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -13) i64 @pp_get_stackid(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #10 {
  %5 = icmp ult i64 %3, 2048
  %6 = select i1 %5, i64 -14, i64 -22
  ret i64 %6
}

; Function Attrs: nounwind
define hidden noundef range(i64 -22, -13) i64 @pp_get_stack(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp ugt i64 %3, 262144
  %7 = trunc i64 %2 to i32
  %8 = trunc nuw nsw i64 %3 to i32
  br i1 %6, label %9, label %34

9:                                                ; preds = %5
  %10 = icmp eq ptr %0, null
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %13

13:                                               ; preds = %27, %9
  %14 = phi i64 [ %3, %9 ], [ %28, %27 ]
  %15 = phi i64 [ %2, %9 ], [ %29, %27 ]
  %16 = trunc i64 %15 to i32
  %17 = inttoptr i32 %16 to ptr
  %18 = tail call ptr @memset(ptr noundef %17, i32 noundef 0, i32 noundef 262144) #30
  br i1 %10, label %27, label %19

19:                                               ; preds = %13
  %20 = load i32, ptr %11, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %22, label %39

22:                                               ; preds = %19
  %23 = load i32, ptr %12, align 4
  %24 = and i32 %23, 1048575
  %25 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %24) #28
  %26 = icmp eq i64 %25, 0
  br i1 %26, label %39, label %27

27:                                               ; preds = %22, %13
  %28 = add i64 %14, -262144
  %29 = add i64 %15, 262144
  %30 = icmp ugt i64 %28, 262144
  br i1 %30, label %13, label %31, !llvm.loop !32

31:                                               ; preds = %27
  %32 = trunc nuw nsw i64 %28 to i32
  %33 = trunc i64 %29 to i32
  br label %34

34:                                               ; preds = %31, %5
  %35 = phi i32 [ %7, %5 ], [ %33, %31 ]
  %36 = phi i32 [ %8, %5 ], [ %32, %31 ]
  %37 = inttoptr i32 %35 to ptr
  %38 = tail call ptr @memset(ptr noundef %37, i32 noundef 0, i32 noundef %36) #30
  br label %39

39:                                               ; preds = %19, %22, %34
  %40 = and i64 %4, -2304
  %41 = icmp eq i64 %40, 0
  %42 = select i1 %41, i64 -14, i64 -22
  ret i64 %42
}

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_skb_load_bytes(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %7 = load i64, ptr %6, align 8
  %8 = tail call fastcc i64 @load_bytes(ptr noundef %0, i64 noundef %7, i64 noundef %2, i64 noundef %3, i64 noundef %4) #28
  ret i64 %8
}

; Function Attrs: nounwind
define internal fastcc range(i64 -14, 1) i64 @load_bytes(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) unnamed_addr #0 {
  %6 = and i64 %2, 4294967295
  %7 = add i64 %6, %1
  %8 = and i64 %2, 2147483648
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %10, label %20

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %14 = load i64, ptr %13, align 8
  %15 = add i64 %14, %12
  %16 = icmp ugt i64 %7, %15
  %17 = sub i64 %15, %7
  %18 = icmp ugt i64 %4, %17
  %19 = or i1 %16, %18
  br i1 %19, label %20, label %54

20:                                               ; preds = %10, %5
  %21 = icmp ugt i64 %4, 262144
  %22 = trunc i64 %3 to i32
  %23 = trunc nuw nsw i64 %4 to i32
  br i1 %21, label %24, label %49

24:                                               ; preds = %20
  %25 = icmp eq ptr %0, null
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %28

28:                                               ; preds = %42, %24
  %29 = phi i64 [ %4, %24 ], [ %43, %42 ]
  %30 = phi i64 [ %3, %24 ], [ %44, %42 ]
  %31 = trunc i64 %30 to i32
  %32 = inttoptr i32 %31 to ptr
  %33 = tail call ptr @memset(ptr noundef %32, i32 noundef 0, i32 noundef 262144) #30
  br i1 %25, label %42, label %34

34:                                               ; preds = %28
  %35 = load i32, ptr %26, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %37, label %63

37:                                               ; preds = %34
  %38 = load i32, ptr %27, align 4
  %39 = and i32 %38, 1048575
  %40 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %39) #28
  %41 = icmp eq i64 %40, 0
  br i1 %41, label %63, label %42

42:                                               ; preds = %37, %28
  %43 = add i64 %29, -262144
  %44 = add i64 %30, 262144
  %45 = icmp ugt i64 %43, 262144
  br i1 %45, label %28, label %46, !llvm.loop !32

46:                                               ; preds = %42
  %47 = trunc nuw nsw i64 %43 to i32
  %48 = trunc i64 %44 to i32
  br label %49

49:                                               ; preds = %46, %20
  %50 = phi i32 [ %22, %20 ], [ %48, %46 ]
  %51 = phi i32 [ %23, %20 ], [ %47, %46 ]
  %52 = inttoptr i32 %50 to ptr
  %53 = tail call ptr @memset(ptr noundef %52, i32 noundef 0, i32 noundef %51) #30
  br label %63

54:                                               ; preds = %10
  %55 = icmp ult i64 %4, 262145
  br i1 %55, label %56, label %62

56:                                               ; preds = %54
  %57 = trunc i64 %3 to i32
  %58 = inttoptr i32 %57 to ptr
  %59 = trunc i64 %7 to i32
  %60 = inttoptr i32 %59 to ptr
  %61 = trunc nuw nsw i64 %4 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %58, ptr align 1 %60, i32 %61, i1 false)
  br label %63

62:                                               ; preds = %54
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %3, i64 noundef %7, i64 noundef %4) #28
  br label %63

63:                                               ; preds = %37, %34, %62, %56, %49
  %64 = phi i64 [ -14, %49 ], [ 0, %56 ], [ 0, %62 ], [ -14, %34 ], [ -14, %37 ]
  ret i64 %64
}

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_skb_load_bytes_relative(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = trunc i64 %5 to i32
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %16, label %9

9:                                                ; preds = %6
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %13 = load i16, ptr %12, align 8
  %14 = zext i16 %13 to i64
  %15 = add i64 %11, %14
  br label %31

16:                                               ; preds = %6
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %18 = load i16, ptr %17, align 8
  %19 = icmp eq i16 %18, 0
  br i1 %19, label %23, label %20

20:                                               ; preds = %16
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %22 = load i64, ptr %21, align 8
  br label %31

23:                                               ; preds = %16
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 496
  %25 = load i64, ptr %24, align 8
  %26 = icmp eq i64 %25, 0
  br i1 %26, label %36, label %27

27:                                               ; preds = %23
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %29 = load i64, ptr %28, align 8
  %30 = sub i64 %29, %25
  br label %31

31:                                               ; preds = %27, %20, %9
  %32 = phi i64 [ %15, %9 ], [ %22, %20 ], [ %30, %27 ]
  %33 = icmp ult i32 %7, 2
  %34 = icmp ne i64 %32, 0
  %35 = select i1 %33, i1 %34, i1 false
  br i1 %35, label %68, label %36

36:                                               ; preds = %23, %31
  %37 = icmp ugt i64 %4, 262144
  %38 = trunc i64 %3 to i32
  %39 = trunc nuw nsw i64 %4 to i32
  br i1 %37, label %40, label %63

40:                                               ; preds = %36
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %43

43:                                               ; preds = %56, %40
  %44 = phi i64 [ %4, %40 ], [ %57, %56 ]
  %45 = phi i64 [ %3, %40 ], [ %58, %56 ]
  %46 = trunc i64 %45 to i32
  %47 = inttoptr i32 %46 to ptr
  %48 = tail call ptr @memset(ptr noundef %47, i32 noundef 0, i32 noundef 262144) #30
  %49 = load i32, ptr %41, align 8
  %50 = icmp eq i32 %49, 0
  br i1 %50, label %51, label %70

51:                                               ; preds = %43
  %52 = load i32, ptr %42, align 4
  %53 = and i32 %52, 1048575
  %54 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %53) #28
  %55 = icmp eq i64 %54, 0
  br i1 %55, label %70, label %56

56:                                               ; preds = %51
  %57 = add i64 %44, -262144
  %58 = add i64 %45, 262144
  %59 = icmp ugt i64 %57, 262144
  br i1 %59, label %43, label %60, !llvm.loop !32

60:                                               ; preds = %56
  %61 = trunc nuw nsw i64 %57 to i32
  %62 = trunc i64 %58 to i32
  br label %63

63:                                               ; preds = %60, %36
  %64 = phi i32 [ %38, %36 ], [ %62, %60 ]
  %65 = phi i32 [ %39, %36 ], [ %61, %60 ]
  %66 = inttoptr i32 %64 to ptr
  %67 = tail call ptr @memset(ptr noundef %66, i32 noundef 0, i32 noundef %65) #30
  br label %70

68:                                               ; preds = %31
  %69 = tail call fastcc i64 @load_bytes(ptr noundef nonnull %0, i64 noundef %32, i64 noundef %2, i64 noundef %3, i64 noundef %4) #28
  br label %70

70:                                               ; preds = %51, %43, %63, %68
  %71 = phi i64 [ %69, %68 ], [ -14, %63 ], [ -14, %43 ], [ -14, %51 ]
  ret i64 %71
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_store_bytes(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = and i64 %2, 4294967295
  %8 = icmp ult i64 %5, 4
  br i1 %8, label %9, label %42

9:                                                ; preds = %6
  %10 = icmp samesign ugt i64 %7, 2147483647
  br i1 %10, label %42, label %11

11:                                               ; preds = %9
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %13 = load i64, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %15 = load i64, ptr %14, align 8
  %16 = add i64 %15, %13
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %18 = load i64, ptr %17, align 8
  %19 = sub i64 %16, %18
  %20 = icmp ugt i64 %7, %19
  %21 = sub nuw i64 %19, %7
  %22 = icmp ugt i64 %4, %21
  %23 = select i1 %20, i1 true, i1 %22
  br i1 %23, label %42, label %24

24:                                               ; preds = %11
  %25 = add i64 %18, %7
  %26 = icmp ult i64 %4, 262145
  br i1 %26, label %27, label %33

27:                                               ; preds = %24
  %28 = trunc i64 %25 to i32
  %29 = inttoptr i32 %28 to ptr
  %30 = trunc i64 %3 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = trunc nuw nsw i64 %4 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %29, ptr align 1 %31, i32 %32, i1 false)
  br label %34

33:                                               ; preds = %24
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %25, i64 noundef %3, i64 noundef %4) #28
  br label %34

34:                                               ; preds = %27, %33
  %35 = icmp samesign ult i64 %5, 2
  br i1 %35, label %42, label %36

36:                                               ; preds = %34
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %38 = load i64, ptr %37, align 8
  %39 = trunc i64 %38 to i32
  %40 = add i32 %39, 68
  %41 = inttoptr i32 %40 to ptr
  store i32 0, ptr %41, align 1
  br label %42

42:                                               ; preds = %34, %36, %9, %11, %6
  %43 = phi i64 [ -14, %9 ], [ -22, %6 ], [ -14, %11 ], [ 0, %36 ], [ 0, %34 ]
  ret i64 %43
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_xdp_load_bytes(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #14 {
  %6 = and i64 %2, 4294967295
  %7 = or i64 %4, %6
  %8 = icmp ult i64 %7, 65536
  br i1 %8, label %9, label %29

9:                                                ; preds = %5
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %16 = load i64, ptr %15, align 8
  %17 = sub i64 %14, %16
  %18 = icmp ugt i64 %6, %17
  %19 = sub nuw i64 %17, %6
  %20 = icmp ugt i64 %4, %19
  %21 = select i1 %18, i1 true, i1 %20
  br i1 %21, label %29, label %22

22:                                               ; preds = %9
  %23 = trunc i64 %3 to i32
  %24 = inttoptr i32 %23 to ptr
  %25 = add i64 %16, %2
  %26 = trunc i64 %25 to i32
  %27 = inttoptr i32 %26 to ptr
  %28 = trunc nuw nsw i64 %4 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %24, ptr align 1 %27, i32 %28, i1 false)
  br label %29

29:                                               ; preds = %9, %5, %22
  %30 = phi i64 [ -14, %5 ], [ 0, %22 ], [ -22, %9 ]
  ret i64 %30
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i32(ptr writeonly captures(none), ptr readonly captures(none), i32, i1 immarg) #5

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_xdp_store_bytes(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #14 {
  %6 = and i64 %2, 4294967295
  %7 = or i64 %4, %6
  %8 = icmp ult i64 %7, 65536
  br i1 %8, label %9, label %29

9:                                                ; preds = %5
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %16 = load i64, ptr %15, align 8
  %17 = sub i64 %14, %16
  %18 = icmp ugt i64 %6, %17
  %19 = sub nuw i64 %17, %6
  %20 = icmp ugt i64 %4, %19
  %21 = select i1 %18, i1 true, i1 %20
  br i1 %21, label %29, label %22

22:                                               ; preds = %9
  %23 = add i64 %16, %2
  %24 = trunc i64 %23 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = trunc i64 %3 to i32
  %27 = inttoptr i32 %26 to ptr
  %28 = trunc nuw nsw i64 %4 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %25, ptr align 1 %27, i32 %28, i1 false)
  br label %29

29:                                               ; preds = %9, %5, %22
  %30 = phi i64 [ -14, %5 ], [ 0, %22 ], [ -22, %9 ]
  ret i64 %30
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden i64 @pp_xdp_get_buff_len(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #11 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %6 = load i64, ptr %5, align 8
  %7 = add i64 %6, %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %9 = load i64, ptr %8, align 8
  %10 = sub i64 %7, %9
  ret i64 %10
}

; Function Attrs: nounwind
define hidden range(i64 -22, 65537) i64 @pp_csum_diff(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = trunc i64 %5 to i32
  %8 = or i64 %4, %2
  %9 = and i64 %8, 3
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %11, label %164

11:                                               ; preds = %6
  %12 = icmp ne i64 %2, 0
  %13 = icmp ne i64 %4, 0
  %14 = and i1 %12, %13
  br i1 %14, label %15, label %86

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %18 = icmp ugt i64 %4, 3
  br i1 %18, label %19, label %47

19:                                               ; preds = %15
  %20 = icmp eq ptr %0, null
  br label %21

21:                                               ; preds = %43, %19
  %22 = phi i32 [ %7, %19 ], [ %31, %43 ]
  %23 = phi i64 [ %4, %19 ], [ %44, %43 ]
  %24 = phi i64 [ %3, %19 ], [ %45, %43 ]
  %25 = trunc i64 %24 to i32
  %26 = inttoptr i32 %25 to ptr
  %27 = load i32, ptr %26, align 1
  %28 = add i32 %27, %22
  %29 = icmp ult i32 %28, %27
  %30 = zext i1 %29 to i32
  %31 = add i32 %28, %30
  %32 = and i64 %23, 262143
  %33 = icmp ne i64 %32, 0
  %34 = or i1 %20, %33
  br i1 %34, label %43, label %35

35:                                               ; preds = %21
  %36 = load i32, ptr %16, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %47

38:                                               ; preds = %35
  %39 = load i32, ptr %17, align 4
  %40 = and i32 %39, 1048575
  %41 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %40) #28
  %42 = icmp eq i64 %41, 0
  br i1 %42, label %47, label %43

43:                                               ; preds = %38, %21
  %44 = add i64 %23, -4
  %45 = add i64 %24, 4
  %46 = icmp ugt i64 %44, 3
  br i1 %46, label %21, label %47, !llvm.loop !40

47:                                               ; preds = %35, %38, %43, %15
  %48 = phi i32 [ %7, %15 ], [ %31, %43 ], [ %31, %38 ], [ %31, %35 ]
  %49 = icmp ugt i64 %2, 3
  br i1 %49, label %50, label %80

50:                                               ; preds = %47
  %51 = icmp eq ptr %0, null
  br label %52

52:                                               ; preds = %74, %50
  %53 = phi i32 [ 0, %50 ], [ %62, %74 ]
  %54 = phi i64 [ %2, %50 ], [ %75, %74 ]
  %55 = phi i64 [ %1, %50 ], [ %76, %74 ]
  %56 = trunc i64 %55 to i32
  %57 = inttoptr i32 %56 to ptr
  %58 = load i32, ptr %57, align 1
  %59 = add i32 %58, %53
  %60 = icmp ult i32 %59, %58
  %61 = zext i1 %60 to i32
  %62 = add i32 %59, %61
  %63 = and i64 %54, 262143
  %64 = icmp ne i64 %63, 0
  %65 = or i1 %51, %64
  br i1 %65, label %74, label %66

66:                                               ; preds = %52
  %67 = load i32, ptr %16, align 8
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %69, label %78

69:                                               ; preds = %66
  %70 = load i32, ptr %17, align 4
  %71 = and i32 %70, 1048575
  %72 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %71) #28
  %73 = icmp eq i64 %72, 0
  br i1 %73, label %78, label %74

74:                                               ; preds = %69, %52
  %75 = add i64 %54, -4
  %76 = add i64 %55, 4
  %77 = icmp ugt i64 %75, 3
  br i1 %77, label %52, label %78, !llvm.loop !40

78:                                               ; preds = %74, %69, %66
  %79 = xor i32 %62, -1
  br label %80

80:                                               ; preds = %78, %47
  %81 = phi i32 [ -1, %47 ], [ %79, %78 ]
  %82 = add i32 %48, %81
  %83 = icmp ult i32 %82, %81
  %84 = zext i1 %83 to i32
  %85 = add i32 %82, %84
  br label %155

86:                                               ; preds = %11
  br i1 %13, label %87, label %119

87:                                               ; preds = %86
  %88 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %89 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %90 = icmp ugt i64 %4, 3
  br i1 %90, label %91, label %155

91:                                               ; preds = %87
  %92 = icmp eq ptr %0, null
  br label %93

93:                                               ; preds = %115, %91
  %94 = phi i32 [ %7, %91 ], [ %103, %115 ]
  %95 = phi i64 [ %4, %91 ], [ %116, %115 ]
  %96 = phi i64 [ %3, %91 ], [ %117, %115 ]
  %97 = trunc i64 %96 to i32
  %98 = inttoptr i32 %97 to ptr
  %99 = load i32, ptr %98, align 1
  %100 = add i32 %99, %94
  %101 = icmp ult i32 %100, %99
  %102 = zext i1 %101 to i32
  %103 = add i32 %100, %102
  %104 = and i64 %95, 262143
  %105 = icmp ne i64 %104, 0
  %106 = or i1 %92, %105
  br i1 %106, label %115, label %107

107:                                              ; preds = %93
  %108 = load i32, ptr %88, align 8
  %109 = icmp eq i32 %108, 0
  br i1 %109, label %110, label %155

110:                                              ; preds = %107
  %111 = load i32, ptr %89, align 4
  %112 = and i32 %111, 1048575
  %113 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %112) #28
  %114 = icmp eq i64 %113, 0
  br i1 %114, label %155, label %115

115:                                              ; preds = %110, %93
  %116 = add i64 %95, -4
  %117 = add i64 %96, 4
  %118 = icmp ugt i64 %116, 3
  br i1 %118, label %93, label %155, !llvm.loop !40

119:                                              ; preds = %86
  br i1 %12, label %120, label %155

120:                                              ; preds = %119
  %121 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %122 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %123 = icmp ugt i64 %2, 3
  br i1 %123, label %124, label %155

124:                                              ; preds = %120
  %125 = xor i32 %7, -1
  %126 = icmp eq ptr %0, null
  br label %127

127:                                              ; preds = %149, %124
  %128 = phi i32 [ %125, %124 ], [ %137, %149 ]
  %129 = phi i64 [ %2, %124 ], [ %150, %149 ]
  %130 = phi i64 [ %1, %124 ], [ %151, %149 ]
  %131 = trunc i64 %130 to i32
  %132 = inttoptr i32 %131 to ptr
  %133 = load i32, ptr %132, align 1
  %134 = add i32 %133, %128
  %135 = icmp ult i32 %134, %133
  %136 = zext i1 %135 to i32
  %137 = add i32 %134, %136
  %138 = and i64 %129, 262143
  %139 = icmp ne i64 %138, 0
  %140 = or i1 %126, %139
  br i1 %140, label %149, label %141

141:                                              ; preds = %127
  %142 = load i32, ptr %121, align 8
  %143 = icmp eq i32 %142, 0
  br i1 %143, label %144, label %153

144:                                              ; preds = %141
  %145 = load i32, ptr %122, align 4
  %146 = and i32 %145, 1048575
  %147 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %146) #28
  %148 = icmp eq i64 %147, 0
  br i1 %148, label %153, label %149

149:                                              ; preds = %144, %127
  %150 = add i64 %129, -4
  %151 = add i64 %130, 4
  %152 = icmp ugt i64 %150, 3
  br i1 %152, label %127, label %153, !llvm.loop !40

153:                                              ; preds = %149, %144, %141
  %154 = xor i32 %137, -1
  br label %155

155:                                              ; preds = %115, %110, %107, %120, %153, %87, %119, %80
  %156 = phi i32 [ %85, %80 ], [ %7, %119 ], [ %154, %153 ], [ %7, %87 ], [ %7, %120 ], [ %103, %107 ], [ %103, %110 ], [ %103, %115 ]
  %157 = and i32 %156, 65535
  %158 = lshr i32 %156, 16
  %159 = add nuw nsw i32 %157, %158
  %160 = and i32 %159, 65535
  %161 = lshr i32 %159, 16
  %162 = add nuw nsw i32 %160, %161
  %163 = zext nneg i32 %162 to i64
  br label %164

164:                                              ; preds = %6, %155
  %165 = phi i64 [ %163, %155 ], [ -22, %6 ]
  ret i64 %165
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_l3_csum_replace(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #14 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %2, 4294967295
  %10 = add i64 %8, %9
  %11 = icmp ult i64 %5, 16
  br i1 %11, label %12, label %87

12:                                               ; preds = %6
  %13 = and i64 %2, 4294901761
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %87

15:                                               ; preds = %12
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %8
  %21 = add i64 %20, %19
  %22 = icmp ugt i64 %9, %21
  %23 = sub nuw i64 %21, %9
  %24 = icmp ult i64 %23, 2
  %25 = select i1 %22, i1 true, i1 %24
  br i1 %25, label %87, label %26

26:                                               ; preds = %15
  %27 = trunc nuw i64 %5 to i4
  switch i4 %27, label %87 [
    i4 0, label %28
    i4 2, label %44
    i4 4, label %60
  ]

28:                                               ; preds = %26
  %29 = icmp eq i64 %3, 0
  br i1 %29, label %30, label %87

30:                                               ; preds = %28
  %31 = trunc i64 %4 to i32
  %32 = trunc i64 %10 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = load i16, ptr %33, align 1
  %35 = zext i16 %34 to i32
  %36 = xor i32 %35, -1
  %37 = add i32 %36, %31
  %38 = icmp ult i32 %37, %36
  %39 = zext i1 %38 to i32
  %40 = add i32 %37, %39
  %41 = and i32 %40, 65535
  %42 = lshr i32 %40, 16
  %43 = add nuw nsw i32 %41, %42
  br label %80

44:                                               ; preds = %26
  %45 = trunc i64 %3 to i32
  %46 = trunc i64 %4 to i32
  %47 = trunc i64 %10 to i32
  %48 = inttoptr i32 %47 to ptr
  %49 = load i16, ptr %48, align 1
  %50 = xor i16 %49, -1
  %51 = zext i16 %50 to i32
  %52 = and i32 %45, 65535
  %53 = xor i32 %52, 65535
  %54 = add nuw nsw i32 %53, %51
  %55 = and i32 %54, 65535
  %56 = lshr i32 %54, 16
  %57 = and i32 %46, 65535
  %58 = add nuw nsw i32 %56, %57
  %59 = add nuw nsw i32 %58, %55
  br label %80

60:                                               ; preds = %26
  %61 = trunc i64 %3 to i32
  %62 = trunc i64 %4 to i32
  %63 = trunc i64 %10 to i32
  %64 = inttoptr i32 %63 to ptr
  %65 = load i16, ptr %64, align 1
  %66 = zext i16 %65 to i32
  %67 = xor i32 %61, -1
  %68 = add i32 %61, %66
  %69 = sub i32 -2, %68
  %70 = icmp ult i32 %69, %67
  %71 = zext i1 %70 to i32
  %72 = add i32 %69, %62
  %73 = add i32 %72, %71
  %74 = icmp ult i32 %73, %62
  %75 = zext i1 %74 to i32
  %76 = add i32 %73, %75
  %77 = and i32 %76, 65535
  %78 = lshr i32 %76, 16
  %79 = add nuw nsw i32 %77, %78
  br label %80

80:                                               ; preds = %30, %44, %60
  %81 = phi i32 [ %79, %60 ], [ %59, %44 ], [ %43, %30 ]
  %82 = phi ptr [ %64, %60 ], [ %48, %44 ], [ %33, %30 ]
  %83 = lshr i32 %81, 16
  %84 = add nuw nsw i32 %83, %81
  %85 = trunc i32 %84 to i16
  %86 = xor i16 %85, -1
  store i16 %86, ptr %82, align 1
  br label %87

87:                                               ; preds = %80, %26, %28, %12, %15, %6
  %88 = phi i64 [ -22, %26 ], [ -22, %6 ], [ -22, %28 ], [ -14, %12 ], [ -14, %15 ], [ 0, %80 ]
  ret i64 %88
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_l4_csum_replace(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #14 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %2, 4294967295
  %10 = add i64 %8, %9
  %11 = icmp ult i64 %5, 256
  br i1 %11, label %12, label %100

12:                                               ; preds = %6
  %13 = and i64 %2, 4294901761
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %100

15:                                               ; preds = %12
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %8
  %21 = add i64 %20, %19
  %22 = icmp ugt i64 %9, %21
  %23 = sub nuw i64 %21, %9
  %24 = icmp ult i64 %23, 2
  %25 = select i1 %22, i1 true, i1 %24
  br i1 %25, label %100, label %26

26:                                               ; preds = %15
  %27 = and i64 %5, 32
  %28 = icmp eq i64 %27, 0
  %29 = and i64 %5, 96
  %30 = icmp eq i64 %29, 32
  br i1 %30, label %31, label %36

31:                                               ; preds = %26
  %32 = trunc i64 %10 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = load i16, ptr %33, align 1
  %35 = icmp eq i16 %34, 0
  br i1 %35, label %100, label %36

36:                                               ; preds = %31, %26
  %37 = trunc i64 %5 to i4
  switch i4 %37, label %100 [
    i4 0, label %38
    i4 2, label %49
    i4 4, label %66
  ]

38:                                               ; preds = %36
  %39 = icmp eq i64 %3, 0
  br i1 %39, label %40, label %100

40:                                               ; preds = %38
  %41 = trunc i64 %4 to i32
  %42 = trunc i64 %10 to i32
  %43 = inttoptr i32 %42 to ptr
  %44 = load i16, ptr %43, align 1
  %45 = zext i16 %44 to i32
  %46 = xor i32 %45, -1
  %47 = add i32 %46, %41
  %48 = icmp ult i32 %47, %46
  br label %81

49:                                               ; preds = %36
  %50 = trunc i64 %3 to i32
  %51 = and i32 %50, 65535
  %52 = trunc i64 %4 to i32
  %53 = and i32 %52, 65535
  %54 = trunc i64 %10 to i32
  %55 = inttoptr i32 %54 to ptr
  %56 = load i16, ptr %55, align 1
  %57 = zext i16 %56 to i32
  %58 = xor i32 %51, -1
  %59 = add nuw nsw i32 %51, %57
  %60 = sub nuw nsw i32 -2, %59
  %61 = icmp samesign ult i32 %60, %58
  %62 = zext i1 %61 to i32
  %63 = add nsw i32 %60, %53
  %64 = add nsw i32 %63, %62
  %65 = icmp ult i32 %64, %53
  br label %81

66:                                               ; preds = %36
  %67 = trunc i64 %3 to i32
  %68 = trunc i64 %4 to i32
  %69 = trunc i64 %10 to i32
  %70 = inttoptr i32 %69 to ptr
  %71 = load i16, ptr %70, align 1
  %72 = zext i16 %71 to i32
  %73 = xor i32 %67, -1
  %74 = add i32 %67, %72
  %75 = sub i32 -2, %74
  %76 = icmp ult i32 %75, %73
  %77 = zext i1 %76 to i32
  %78 = add i32 %75, %68
  %79 = add i32 %78, %77
  %80 = icmp ult i32 %79, %68
  br label %81

81:                                               ; preds = %66, %49, %40
  %82 = phi i1 [ %80, %66 ], [ %65, %49 ], [ %48, %40 ]
  %83 = phi i32 [ %79, %66 ], [ %64, %49 ], [ %47, %40 ]
  %84 = phi ptr [ %70, %66 ], [ %55, %49 ], [ %43, %40 ]
  %85 = zext i1 %82 to i32
  %86 = add i32 %83, %85
  %87 = and i32 %86, 65535
  %88 = lshr i32 %86, 16
  %89 = add nuw nsw i32 %87, %88
  %90 = lshr i32 %89, 16
  %91 = add nuw nsw i32 %90, %89
  %92 = trunc i32 %91 to i16
  %93 = xor i16 %92, -1
  store i16 %93, ptr %84, align 1
  br i1 %28, label %100, label %94

94:                                               ; preds = %81
  %95 = trunc i64 %10 to i32
  %96 = inttoptr i32 %95 to ptr
  %97 = load i16, ptr %96, align 1
  %98 = icmp eq i16 %97, 0
  br i1 %98, label %99, label %100

99:                                               ; preds = %94
  store i16 -1, ptr %96, align 1
  br label %100

100:                                              ; preds = %81, %94, %99, %36, %38, %31, %12, %15, %6
  %101 = phi i64 [ -14, %12 ], [ -22, %6 ], [ -22, %38 ], [ 0, %31 ], [ -22, %36 ], [ -14, %15 ], [ 0, %99 ], [ 0, %94 ], [ 0, %81 ]
  ret i64 %101
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_csum_update(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #10 {
  ret i64 -524
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_skb_change_type(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #14 {
  %4 = trunc i64 %1 to i32
  %5 = add i32 %4, 4
  %6 = inttoptr i32 %5 to ptr
  %7 = load i32, ptr %6, align 1
  %8 = icmp ugt i32 %7, 3
  %9 = trunc i64 %2 to i32
  %10 = icmp ugt i32 %9, 3
  %11 = or i1 %10, %8
  br i1 %11, label %13, label %12

12:                                               ; preds = %3
  store i32 %9, ptr %6, align 1
  br label %13

13:                                               ; preds = %3, %12
  %14 = phi i64 [ 0, %12 ], [ -22, %3 ]
  ret i64 %14
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 4294967296) i64 @pp_get_hash_recalc(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #15 {
  %3 = trunc i64 %1 to i32
  %4 = add i32 %3, 68
  %5 = inttoptr i32 %4 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = add i32 %3, 16
  %8 = inttoptr i32 %7 to ptr
  %9 = load i32, ptr %8, align 1
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %13 = load i16, ptr %12, align 8
  %14 = zext i16 %13 to i64
  %15 = add i64 %11, %14
  %16 = icmp eq i32 %6, 0
  br i1 %16, label %17, label %79

17:                                               ; preds = %2
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %19 = load i64, ptr %18, align 8
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %21 = load i64, ptr %20, align 8
  %22 = add i64 %21, %19
  %23 = icmp ugt i64 %22, %15
  br i1 %23, label %24, label %79

24:                                               ; preds = %17
  %25 = sub nuw i64 %22, %15
  %26 = freeze i64 %25
  %27 = icmp eq i32 %9, 8
  %28 = icmp ugt i64 %26, 19
  %29 = and i1 %27, %28
  br i1 %29, label %30, label %37

30:                                               ; preds = %24
  %31 = trunc i64 %15 to i32
  %32 = inttoptr i32 %31 to ptr
  %33 = load i8, ptr %32, align 1
  %34 = shl i8 %33, 2
  %35 = and i8 %34, 60
  %36 = zext nneg i8 %35 to i64
  br label %44

37:                                               ; preds = %24
  %38 = icmp eq i32 %9, 56710
  %39 = icmp ugt i64 %26, 39
  %40 = and i1 %38, %39
  br i1 %40, label %41, label %79

41:                                               ; preds = %37
  %42 = trunc i64 %15 to i32
  %43 = inttoptr i32 %42 to ptr
  br label %44

44:                                               ; preds = %41, %30
  %45 = phi ptr [ %43, %41 ], [ %32, %30 ]
  %46 = phi i64 [ 8, %41 ], [ 12, %30 ]
  %47 = phi i64 [ 32, %41 ], [ 8, %30 ]
  %48 = phi i64 [ 40, %41 ], [ %36, %30 ]
  br label %53

49:                                               ; preds = %53
  %50 = add nuw nsw i64 %48, 4
  %51 = tail call i64 @llvm.umin.i64(i64 %50, i64 %26)
  %52 = icmp ugt i64 %26, %48
  br i1 %52, label %68, label %65

53:                                               ; preds = %44, %53
  %54 = phi i64 [ 0, %44 ], [ %63, %53 ]
  %55 = phi i32 [ -2128831035, %44 ], [ %62, %53 ]
  %56 = add nuw nsw i64 %54, %46
  %57 = trunc nuw nsw i64 %56 to i32
  %58 = getelementptr inbounds nuw i8, ptr %45, i32 %57
  %59 = load i8, ptr %58, align 1
  %60 = zext i8 %59 to i32
  %61 = xor i32 %55, %60
  %62 = mul i32 %61, 16777619
  %63 = add nuw nsw i64 %54, 1
  %64 = icmp samesign ult i64 %63, %47
  br i1 %64, label %53, label %49, !llvm.loop !41

65:                                               ; preds = %68, %49
  %66 = phi i32 [ %62, %49 ], [ %76, %68 ]
  %67 = tail call i32 @llvm.umax.i32(i32 %66, i32 1)
  store i32 %67, ptr %5, align 1
  br label %79

68:                                               ; preds = %49, %68
  %69 = phi i64 [ %77, %68 ], [ %48, %49 ]
  %70 = phi i32 [ %76, %68 ], [ %62, %49 ]
  %71 = trunc nuw nsw i64 %69 to i32
  %72 = getelementptr inbounds nuw i8, ptr %45, i32 %71
  %73 = load i8, ptr %72, align 1
  %74 = zext i8 %73 to i32
  %75 = xor i32 %70, %74
  %76 = mul i32 %75, 16777619
  %77 = add nuw nsw i64 %69, 1
  %78 = icmp samesign ult i64 %77, %51
  br i1 %78, label %68, label %65, !llvm.loop !42

79:                                               ; preds = %17, %37, %2, %65
  %80 = phi i32 [ %6, %2 ], [ %67, %65 ], [ 0, %37 ], [ 0, %17 ]
  %81 = zext i32 %80 to i64
  ret i64 %81
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_set_hash(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #16 {
  %4 = trunc i64 %2 to i32
  %5 = trunc i64 %1 to i32
  %6 = add i32 %5, 68
  %7 = inttoptr i32 %6 to ptr
  store i32 %4, ptr %7, align 1
  ret i64 0
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_set_hash_invalid(ptr noundef readnone captures(none) %0, i64 noundef %1) local_unnamed_addr #16 {
  %3 = trunc i64 %1 to i32
  %4 = add i32 %3, 68
  %5 = inttoptr i32 %4 to ptr
  store i32 0, ptr %5, align 1
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_xdp_adjust_head(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %5, %7
  %9 = shl i64 %2, 32
  %10 = ashr exact i64 %9, 32
  %11 = add i64 %5, %10
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, 40
  %15 = add i64 %14, %8
  %16 = icmp ult i64 %11, %15
  br i1 %16, label %64, label %17

17:                                               ; preds = %3
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, -14
  %21 = icmp ugt i64 %11, %20
  br i1 %21, label %64, label %22

22:                                               ; preds = %17
  %23 = sub i64 %11, %8
  %24 = icmp ult i64 %23, %13
  %25 = icmp ult i64 %11, %8
  %26 = or i1 %25, %24
  %27 = icmp ult i64 %19, %11
  %28 = or i1 %26, %27
  br i1 %28, label %64, label %29

29:                                               ; preds = %22
  store i64 %23, ptr %6, align 8
  store i64 %11, ptr %4, align 8
  %30 = icmp eq i64 %5, %7
  br i1 %30, label %37, label %31

31:                                               ; preds = %29
  %32 = trunc i64 %23 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = trunc i64 %7 to i32
  %35 = inttoptr i32 %34 to ptr
  %36 = trunc i64 %8 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %33, ptr align 1 %35, i32 %36, i1 false)
  br label %37

37:                                               ; preds = %31, %29
  %38 = icmp ult i64 %11, %5
  br i1 %38, label %39, label %45

39:                                               ; preds = %37
  %40 = trunc i64 %11 to i32
  %41 = inttoptr i32 %40 to ptr
  %42 = trunc i64 %2 to i32
  %43 = sub i32 0, %42
  %44 = tail call ptr @memset(ptr noundef %41, i32 noundef 0, i32 noundef %43) #30
  br label %45

45:                                               ; preds = %39, %37
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %47 = load i64, ptr %46, align 8
  %48 = load i64, ptr %4, align 8
  %49 = trunc i64 %48 to i32
  %50 = trunc i64 %47 to i32
  %51 = inttoptr i32 %50 to ptr
  store i32 %49, ptr %51, align 1
  %52 = load i64, ptr %46, align 8
  %53 = load i64, ptr %18, align 8
  %54 = trunc i64 %53 to i32
  %55 = trunc i64 %52 to i32
  %56 = add i32 %55, 4
  %57 = inttoptr i32 %56 to ptr
  store i32 %54, ptr %57, align 1
  %58 = load i64, ptr %46, align 8
  %59 = load i64, ptr %6, align 8
  %60 = trunc i64 %59 to i32
  %61 = trunc i64 %58 to i32
  %62 = add i32 %61, 8
  %63 = inttoptr i32 %62 to ptr
  store i32 %60, ptr %63, align 1
  br label %64

64:                                               ; preds = %22, %3, %17, %45
  %65 = phi i64 [ 0, %45 ], [ -22, %3 ], [ -22, %17 ], [ -22, %22 ]
  ret i64 %65
}

declare ptr @memset(ptr noundef, i32 noundef, i32 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_xdp_adjust_tail(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %7 = load i64, ptr %6, align 8
  %8 = add i64 %7, %5
  %9 = trunc i64 %2 to i32
  %10 = sext i32 %9 to i64
  %11 = add i64 %8, %10
  %12 = icmp ugt i64 %11, %8
  br i1 %12, label %13, label %26

13:                                               ; preds = %3
  %14 = icmp eq i64 %7, 0
  br i1 %14, label %19, label %15

15:                                               ; preds = %13
  %16 = add i64 %7, 4095
  %17 = and i64 %16, -4096
  %18 = add i64 %17, %5
  br label %23

19:                                               ; preds = %13
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %21 = load i64, ptr %20, align 8
  %22 = add i64 %21, 3776
  br label %23

23:                                               ; preds = %15, %19
  %24 = phi i64 [ %18, %15 ], [ %22, %19 ]
  %25 = icmp ugt i64 %11, %24
  br i1 %25, label %71, label %26

26:                                               ; preds = %23, %3
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %28, 14
  %30 = icmp ult i64 %11, %29
  %31 = icmp ult i64 %11, %28
  %32 = or i1 %31, %30
  br i1 %32, label %71, label %33

33:                                               ; preds = %26
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %35 = load i64, ptr %34, align 8
  %36 = icmp ugt i64 %11, %35
  br i1 %36, label %71, label %37

37:                                               ; preds = %33
  %38 = icmp eq i64 %7, 0
  %39 = icmp ult i64 %11, %5
  %40 = or i1 %38, %39
  br i1 %40, label %41, label %42

41:                                               ; preds = %37
  store i64 %11, ptr %4, align 8
  br label %42

42:                                               ; preds = %37, %41
  %43 = phi i64 [ %11, %41 ], [ %5, %37 ]
  %44 = sub i64 %11, %43
  store i64 %44, ptr %6, align 8
  %45 = trunc i64 %28 to i32
  br i1 %12, label %46, label %52

46:                                               ; preds = %42
  %47 = trunc i64 %8 to i32
  %48 = inttoptr i32 %47 to ptr
  %49 = tail call ptr @memset(ptr noundef %48, i32 noundef 0, i32 noundef %9) #30
  %50 = load i64, ptr %27, align 8
  %51 = trunc i64 %50 to i32
  br label %52

52:                                               ; preds = %46, %42
  %53 = phi i32 [ %51, %46 ], [ %45, %42 ]
  %54 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %55 = load i64, ptr %54, align 8
  %56 = trunc i64 %55 to i32
  %57 = inttoptr i32 %56 to ptr
  store i32 %53, ptr %57, align 1
  %58 = load i64, ptr %54, align 8
  %59 = load i64, ptr %4, align 8
  %60 = trunc i64 %59 to i32
  %61 = trunc i64 %58 to i32
  %62 = add i32 %61, 4
  %63 = inttoptr i32 %62 to ptr
  store i32 %60, ptr %63, align 1
  %64 = load i64, ptr %54, align 8
  %65 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %66 = load i64, ptr %65, align 8
  %67 = trunc i64 %66 to i32
  %68 = trunc i64 %64 to i32
  %69 = add i32 %68, 8
  %70 = inttoptr i32 %69 to ptr
  store i32 %67, ptr %70, align 1
  br label %71

71:                                               ; preds = %33, %26, %23, %52
  %72 = phi i64 [ 0, %52 ], [ -22, %23 ], [ -22, %26 ], [ -22, %33 ]
  ret i64 %72
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_xdp_adjust_meta(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %5 = load i64, ptr %4, align 8
  %6 = shl i64 %2, 32
  %7 = ashr exact i64 %6, 32
  %8 = add i64 %5, %7
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %12 = load i64, ptr %11, align 8
  %13 = add i64 %12, 40
  %14 = icmp ult i64 %8, %13
  %15 = icmp ugt i64 %8, %10
  %16 = select i1 %14, i1 true, i1 %15
  br i1 %16, label %58, label %17

17:                                               ; preds = %3
  %18 = sub nuw i64 %10, %8
  %19 = and i64 %18, 3
  %20 = icmp ne i64 %19, 0
  %21 = icmp ugt i64 %18, 252
  %22 = or i1 %21, %20
  br i1 %22, label %58, label %23

23:                                               ; preds = %17
  %24 = icmp ult i64 %8, %12
  br i1 %24, label %58, label %25

25:                                               ; preds = %23
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %27 = load i64, ptr %26, align 8
  %28 = icmp ult i64 %27, %10
  br i1 %28, label %58, label %29

29:                                               ; preds = %25
  store i64 %8, ptr %4, align 8
  %30 = icmp ult i64 %8, %5
  %31 = trunc i64 %10 to i32
  br i1 %30, label %32, label %40

32:                                               ; preds = %29
  %33 = trunc i64 %8 to i32
  %34 = inttoptr i32 %33 to ptr
  %35 = trunc i64 %2 to i32
  %36 = sub i32 0, %35
  %37 = tail call ptr @memset(ptr noundef %34, i32 noundef 0, i32 noundef %36) #30
  %38 = load i64, ptr %9, align 8
  %39 = trunc i64 %38 to i32
  br label %40

40:                                               ; preds = %32, %29
  %41 = phi i32 [ %39, %32 ], [ %31, %29 ]
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %43 = load i64, ptr %42, align 8
  %44 = trunc i64 %43 to i32
  %45 = inttoptr i32 %44 to ptr
  store i32 %41, ptr %45, align 1
  %46 = load i64, ptr %42, align 8
  %47 = load i64, ptr %26, align 8
  %48 = trunc i64 %47 to i32
  %49 = trunc i64 %46 to i32
  %50 = add i32 %49, 4
  %51 = inttoptr i32 %50 to ptr
  store i32 %48, ptr %51, align 1
  %52 = load i64, ptr %42, align 8
  %53 = load i64, ptr %4, align 8
  %54 = trunc i64 %53 to i32
  %55 = trunc i64 %52 to i32
  %56 = add i32 %55, 8
  %57 = inttoptr i32 %56 to ptr
  store i32 %54, ptr %57, align 1
  br label %58

58:                                               ; preds = %23, %25, %17, %3, %40
  %59 = phi i64 [ -13, %17 ], [ -22, %3 ], [ 0, %40 ], [ -22, %25 ], [ -22, %23 ]
  ret i64 %59
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 -12, 1) i64 @pp_skb_pull_data(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #11 {
  %4 = and i64 %2, 4294967295
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %8, %6
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  %13 = icmp ugt i64 %4, %12
  %14 = select i1 %13, i64 -12, i64 0
  ret i64 %14
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_change_tail(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %8, %6
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  %13 = and i64 %2, 4294967295
  %14 = icmp ne i64 %3, 0
  %15 = icmp samesign ugt i64 %13, 16064
  %16 = select i1 %14, i1 true, i1 %15
  br i1 %16, label %64, label %17

17:                                               ; preds = %4
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %19 = load i16, ptr %18, align 8
  %20 = zext i16 %19 to i64
  %21 = icmp samesign ult i64 %13, %20
  br i1 %21, label %64, label %22

22:                                               ; preds = %17
  %23 = add i64 %11, %13
  %24 = icmp ult i64 %23, %11
  br i1 %24, label %64, label %25

25:                                               ; preds = %22
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %27 = load i64, ptr %26, align 8
  %28 = icmp ugt i64 %23, %27
  br i1 %28, label %64, label %29

29:                                               ; preds = %25
  %30 = icmp eq i64 %8, 0
  %31 = icmp ult i64 %23, %6
  %32 = select i1 %30, i1 true, i1 %31
  br i1 %32, label %33, label %34

33:                                               ; preds = %29
  store i64 %23, ptr %5, align 8
  br label %34

34:                                               ; preds = %29, %33
  %35 = phi i64 [ %23, %33 ], [ %6, %29 ]
  %36 = sub i64 %23, %35
  store i64 %36, ptr %7, align 8
  %37 = icmp ugt i64 %13, %12
  br i1 %37, label %38, label %47

38:                                               ; preds = %34
  %39 = trunc i64 %9 to i32
  %40 = inttoptr i32 %39 to ptr
  %41 = sub i64 %2, %12
  %42 = trunc i64 %41 to i32
  %43 = tail call ptr @memset(ptr noundef %40, i32 noundef 0, i32 noundef %42) #30
  %44 = load i64, ptr %5, align 8
  %45 = load i64, ptr %7, align 8
  %46 = load i64, ptr %10, align 8
  br label %47

47:                                               ; preds = %38, %34
  %48 = phi i64 [ %46, %38 ], [ %11, %34 ]
  %49 = phi i64 [ %45, %38 ], [ %36, %34 ]
  %50 = phi i64 [ %44, %38 ], [ %35, %34 ]
  %51 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %52 = load i64, ptr %51, align 8
  %53 = add i64 %49, %50
  %54 = sub i64 %53, %48
  %55 = trunc i64 %54 to i32
  %56 = trunc i64 %52 to i32
  %57 = inttoptr i32 %56 to ptr
  store i32 %55, ptr %57, align 1
  %58 = load i64, ptr %51, align 8
  %59 = load i64, ptr %5, align 8
  %60 = trunc i64 %59 to i32
  %61 = trunc i64 %58 to i32
  %62 = add i32 %61, 80
  %63 = inttoptr i32 %62 to ptr
  store i32 %60, ptr %63, align 1
  br label %64

64:                                               ; preds = %22, %25, %4, %17, %47
  %65 = phi i64 [ -22, %4 ], [ 0, %47 ], [ -22, %17 ], [ -12, %25 ], [ -12, %22 ]
  ret i64 %65
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_change_head(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = and i64 %2, 4294967295
  %6 = icmp ne i64 %3, 0
  %7 = icmp samesign ugt i64 %5, 2147483647
  %8 = select i1 %6, i1 true, i1 %7
  br i1 %8, label %63, label %9

9:                                                ; preds = %4
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %16 = load i64, ptr %15, align 8
  %17 = sub i64 %14, %16
  %18 = add i64 %17, %5
  %19 = icmp ugt i64 %18, 16064
  br i1 %19, label %63, label %20

20:                                               ; preds = %9
  %21 = add i64 %14, %5
  %22 = icmp ult i64 %21, %16
  br i1 %22, label %63, label %23

23:                                               ; preds = %20
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %25 = load i64, ptr %24, align 8
  %26 = icmp ugt i64 %21, %25
  br i1 %26, label %63, label %27

27:                                               ; preds = %23
  %28 = icmp eq i64 %13, 0
  %29 = icmp ult i64 %21, %11
  %30 = or i1 %28, %29
  br i1 %30, label %31, label %32

31:                                               ; preds = %27
  store i64 %21, ptr %10, align 8
  br label %32

32:                                               ; preds = %31, %27
  %33 = phi i64 [ %21, %31 ], [ %11, %27 ]
  %34 = sub i64 %21, %33
  store i64 %34, ptr %12, align 8
  %35 = add i64 %16, %2
  %36 = trunc i64 %35 to i32
  %37 = inttoptr i32 %36 to ptr
  %38 = trunc i64 %16 to i32
  %39 = inttoptr i32 %38 to ptr
  %40 = trunc i64 %17 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %37, ptr align 1 %39, i32 %40, i1 false)
  %41 = trunc i64 %2 to i32
  %42 = tail call ptr @memset(ptr noundef %39, i32 noundef 0, i32 noundef %41) #30
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %44 = load i64, ptr %43, align 8
  %45 = load i64, ptr %10, align 8
  %46 = load i64, ptr %12, align 8
  %47 = add i64 %46, %45
  %48 = load i64, ptr %15, align 8
  %49 = sub i64 %47, %48
  %50 = trunc i64 %49 to i32
  %51 = trunc i64 %44 to i32
  %52 = inttoptr i32 %51 to ptr
  store i32 %50, ptr %52, align 1
  %53 = load i64, ptr %43, align 8
  %54 = load i64, ptr %10, align 8
  %55 = trunc i64 %54 to i32
  %56 = trunc i64 %53 to i32
  %57 = add i32 %56, 80
  %58 = inttoptr i32 %57 to ptr
  store i32 %55, ptr %58, align 1
  %59 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %60 = load i16, ptr %59, align 8
  %61 = trunc i64 %2 to i16
  %62 = add i16 %60, %61
  store i16 %62, ptr %59, align 8
  br label %63

63:                                               ; preds = %20, %23, %4, %9, %32
  %64 = phi i64 [ 0, %32 ], [ -22, %4 ], [ -22, %9 ], [ -12, %23 ], [ -12, %20 ]
  ret i64 %64
}

; Function Attrs: nounwind
define internal fastcc range(i64 -12, 1) i64 @insert(ptr noundef captures(none) %0, i64 noundef range(i64 0, 65576) %1, i64 noundef range(i64 0, 2147483648) %2) unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %5 = load i64, ptr %4, align 8
  %6 = add i64 %5, %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %10 = load i64, ptr %9, align 8
  %11 = add i64 %10, %8
  %12 = sub i64 %11, %6
  %13 = sub i64 %11, %5
  %14 = icmp ugt i64 %1, %13
  %15 = add i64 %13, %2
  %16 = icmp ugt i64 %15, 16064
  %17 = or i1 %14, %16
  br i1 %17, label %57, label %18

18:                                               ; preds = %3
  %19 = add i64 %11, %2
  %20 = icmp ult i64 %19, %5
  br i1 %20, label %57, label %21

21:                                               ; preds = %18
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %23 = load i64, ptr %22, align 8
  %24 = icmp ugt i64 %19, %23
  br i1 %24, label %57, label %25

25:                                               ; preds = %21
  %26 = icmp eq i64 %10, 0
  %27 = icmp ult i64 %19, %8
  %28 = or i1 %26, %27
  br i1 %28, label %29, label %30

29:                                               ; preds = %25
  store i64 %19, ptr %7, align 8
  br label %30

30:                                               ; preds = %25, %29
  %31 = phi i64 [ %19, %29 ], [ %8, %25 ]
  %32 = sub i64 %19, %31
  store i64 %32, ptr %9, align 8
  %33 = add i64 %6, %2
  %34 = trunc i64 %33 to i32
  %35 = inttoptr i32 %34 to ptr
  %36 = trunc i64 %6 to i32
  %37 = inttoptr i32 %36 to ptr
  %38 = trunc i64 %12 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %35, ptr align 1 %37, i32 %38, i1 false)
  %39 = trunc nuw nsw i64 %2 to i32
  %40 = tail call ptr @memset(ptr noundef %37, i32 noundef 0, i32 noundef %39) #30
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %42 = load i64, ptr %41, align 8
  %43 = load i64, ptr %7, align 8
  %44 = load i64, ptr %9, align 8
  %45 = add i64 %44, %43
  %46 = load i64, ptr %4, align 8
  %47 = sub i64 %45, %46
  %48 = trunc i64 %47 to i32
  %49 = trunc i64 %42 to i32
  %50 = inttoptr i32 %49 to ptr
  store i32 %48, ptr %50, align 1
  %51 = load i64, ptr %41, align 8
  %52 = load i64, ptr %7, align 8
  %53 = trunc i64 %52 to i32
  %54 = trunc i64 %51 to i32
  %55 = add i32 %54, 80
  %56 = inttoptr i32 %55 to ptr
  store i32 %53, ptr %56, align 1
  br label %57

57:                                               ; preds = %18, %21, %3, %30
  %58 = phi i64 [ 0, %30 ], [ -12, %3 ], [ -12, %18 ], [ -12, %21 ]
  ret i64 %58
}

; Function Attrs: nounwind
define hidden range(i64 -524, 1) i64 @pp_skb_change_proto(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = trunc i64 %1 to i32
  %6 = add i32 %5, 16
  %7 = inttoptr i32 %6 to ptr
  %8 = load i32, ptr %7, align 1
  %9 = icmp eq i64 %3, 0
  br i1 %9, label %10, label %124

10:                                               ; preds = %4
  %11 = icmp eq i32 %8, 8
  %12 = trunc i64 %2 to i32
  %13 = and i32 %12, 65535
  %14 = icmp eq i32 %13, 56710
  %15 = and i1 %14, %11
  br i1 %15, label %16, label %61

16:                                               ; preds = %10
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %18 = load i16, ptr %17, align 8
  %19 = zext i16 %18 to i64
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %21 = load i64, ptr %20, align 8
  %22 = add i64 %21, %19
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %26 = load i64, ptr %25, align 8
  %27 = add i64 %26, %24
  %28 = sub i64 %27, %22
  %29 = sub i64 %27, %21
  %30 = icmp ult i64 %29, %19
  %31 = add i64 %29, -16045
  %32 = icmp ult i64 %31, -16065
  %33 = or i1 %30, %32
  br i1 %33, label %124, label %34

34:                                               ; preds = %16
  %35 = add i64 %27, 20
  %36 = icmp ult i64 %35, %21
  br i1 %36, label %124, label %37

37:                                               ; preds = %34
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %39 = load i64, ptr %38, align 8
  %40 = icmp ugt i64 %35, %39
  br i1 %40, label %124, label %41

41:                                               ; preds = %37
  %42 = icmp eq i64 %26, 0
  %43 = icmp ult i64 %35, %24
  %44 = or i1 %42, %43
  br i1 %44, label %45, label %46

45:                                               ; preds = %41
  store i64 %35, ptr %23, align 8
  br label %46

46:                                               ; preds = %41, %45
  %47 = phi i64 [ %35, %45 ], [ %24, %41 ]
  %48 = sub i64 %35, %47
  store i64 %48, ptr %25, align 8
  %49 = trunc i64 %22 to i32
  %50 = add i32 %49, 20
  %51 = inttoptr i32 %50 to ptr
  %52 = inttoptr i32 %49 to ptr
  %53 = trunc i64 %28 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %51, ptr align 1 %52, i32 %53, i1 false)
  %54 = tail call ptr @memset(ptr noundef %52, i32 noundef 0, i32 noundef 20) #30
  %55 = load i64, ptr %23, align 8
  %56 = load i64, ptr %25, align 8
  %57 = add i64 %56, %55
  %58 = load i64, ptr %20, align 8
  %59 = sub i64 %57, %58
  %60 = trunc i64 %59 to i32
  br label %109

61:                                               ; preds = %10
  %62 = icmp eq i32 %8, 56710
  %63 = icmp eq i32 %13, 8
  %64 = and i1 %63, %62
  br i1 %64, label %65, label %124

65:                                               ; preds = %61
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %67 = load i16, ptr %66, align 8
  %68 = zext i16 %67 to i64
  %69 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %70 = load i64, ptr %69, align 8
  %71 = add i64 %70, %68
  %72 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %73 = load i64, ptr %72, align 8
  %74 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %75 = load i64, ptr %74, align 8
  %76 = add i64 %75, %73
  %77 = sub i64 %76, %70
  %78 = icmp ult i64 %77, %68
  br i1 %78, label %124, label %79

79:                                               ; preds = %65
  %80 = sub nuw i64 %77, %68
  %81 = icmp ult i64 %80, 20
  br i1 %81, label %124, label %82

82:                                               ; preds = %79
  %83 = add i64 %76, -20
  %84 = icmp ult i64 %83, %70
  br i1 %84, label %124, label %85

85:                                               ; preds = %82
  %86 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %87 = load i64, ptr %86, align 8
  %88 = icmp ugt i64 %83, %87
  br i1 %88, label %124, label %89

89:                                               ; preds = %85
  %90 = icmp eq i64 %75, 0
  %91 = icmp ult i64 %83, %73
  %92 = or i1 %90, %91
  br i1 %92, label %93, label %94

93:                                               ; preds = %89
  store i64 %83, ptr %72, align 8
  br label %94

94:                                               ; preds = %89, %93
  %95 = phi i64 [ %83, %93 ], [ %73, %89 ]
  %96 = sub i64 %83, %95
  store i64 %96, ptr %74, align 8
  %97 = trunc i64 %71 to i32
  %98 = inttoptr i32 %97 to ptr
  %99 = add i32 %97, 20
  %100 = inttoptr i32 %99 to ptr
  %101 = trunc i64 %80 to i32
  %102 = add i32 %101, -20
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %98, ptr align 1 %100, i32 %102, i1 false)
  %103 = load i64, ptr %72, align 8
  %104 = load i64, ptr %74, align 8
  %105 = add i64 %104, %103
  %106 = load i64, ptr %69, align 8
  %107 = sub i64 %105, %106
  %108 = trunc i64 %107 to i32
  br label %109

109:                                              ; preds = %94, %46
  %110 = phi i32 [ %108, %94 ], [ %60, %46 ]
  %111 = phi ptr [ %72, %94 ], [ %23, %46 ]
  %112 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %113 = load i64, ptr %112, align 8
  %114 = trunc i64 %113 to i32
  %115 = inttoptr i32 %114 to ptr
  store i32 %110, ptr %115, align 1
  %116 = load i64, ptr %112, align 8
  %117 = load i64, ptr %111, align 8
  %118 = trunc i64 %117 to i32
  %119 = trunc i64 %116 to i32
  %120 = add i32 %119, 80
  %121 = inttoptr i32 %120 to ptr
  store i32 %118, ptr %121, align 1
  store i32 %13, ptr %7, align 1
  %122 = add i32 %5, 68
  %123 = inttoptr i32 %122 to ptr
  store i32 0, ptr %123, align 1
  br label %124

124:                                              ; preds = %82, %85, %79, %65, %37, %34, %16, %61, %4, %109
  %125 = phi i64 [ -12, %37 ], [ -22, %4 ], [ 0, %109 ], [ -524, %61 ], [ -12, %16 ], [ -12, %34 ], [ -12, %65 ], [ -12, %79 ], [ -12, %85 ], [ -12, %82 ]
  ret i64 %125
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc range(i64 -12, 1) i64 @take_out(ptr noundef captures(none) %0, i64 noundef range(i64 0, 65576) %1, i64 noundef range(i64 0, 4096) %2) unnamed_addr #14 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %5 = load i64, ptr %4, align 8
  %6 = add i64 %5, %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %10 = load i64, ptr %9, align 8
  %11 = add i64 %10, %8
  %12 = sub i64 %11, %5
  %13 = icmp ugt i64 %1, %12
  br i1 %13, label %55, label %14

14:                                               ; preds = %3
  %15 = sub nuw i64 %12, %1
  %16 = icmp ugt i64 %2, %15
  br i1 %16, label %55, label %17

17:                                               ; preds = %14
  %18 = sub i64 %11, %2
  %19 = icmp ult i64 %18, %5
  br i1 %19, label %55, label %20

20:                                               ; preds = %17
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %22 = load i64, ptr %21, align 8
  %23 = icmp ugt i64 %18, %22
  br i1 %23, label %55, label %24

24:                                               ; preds = %20
  %25 = icmp eq i64 %10, 0
  %26 = icmp ult i64 %18, %8
  %27 = or i1 %25, %26
  br i1 %27, label %28, label %29

28:                                               ; preds = %24
  store i64 %18, ptr %7, align 8
  br label %29

29:                                               ; preds = %24, %28
  %30 = phi i64 [ %18, %28 ], [ %8, %24 ]
  %31 = sub i64 %18, %30
  store i64 %31, ptr %9, align 8
  %32 = trunc i64 %6 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = add i64 %6, %2
  %35 = trunc i64 %34 to i32
  %36 = inttoptr i32 %35 to ptr
  %37 = sub i64 %15, %2
  %38 = trunc i64 %37 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %33, ptr align 1 %36, i32 %38, i1 false)
  %39 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %40 = load i64, ptr %39, align 8
  %41 = load i64, ptr %7, align 8
  %42 = load i64, ptr %9, align 8
  %43 = add i64 %42, %41
  %44 = load i64, ptr %4, align 8
  %45 = sub i64 %43, %44
  %46 = trunc i64 %45 to i32
  %47 = trunc i64 %40 to i32
  %48 = inttoptr i32 %47 to ptr
  store i32 %46, ptr %48, align 1
  %49 = load i64, ptr %39, align 8
  %50 = load i64, ptr %7, align 8
  %51 = trunc i64 %50 to i32
  %52 = trunc i64 %49 to i32
  %53 = add i32 %52, 80
  %54 = inttoptr i32 %53 to ptr
  store i32 %51, ptr %54, align 1
  br label %55

55:                                               ; preds = %17, %20, %3, %14, %29
  %56 = phi i64 [ 0, %29 ], [ -12, %3 ], [ -12, %14 ], [ -12, %20 ], [ -12, %17 ]
  ret i64 %56
}

; Function Attrs: nounwind
define hidden range(i64 -524, 1) i64 @pp_skb_adjust_room(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = trunc i64 %1 to i32
  %7 = add i32 %6, 16
  %8 = inttoptr i32 %7 to ptr
  %9 = load i32, ptr %8, align 1
  %10 = trunc i64 %2 to i32
  %11 = icmp slt i32 %10, 0
  br i1 %11, label %12, label %15

12:                                               ; preds = %5
  %13 = sext i32 %10 to i64
  %14 = sub nsw i64 0, %13
  br label %17

15:                                               ; preds = %5
  %16 = and i64 %2, 2147483647
  br label %17

17:                                               ; preds = %15, %12
  %18 = phi i64 [ %14, %12 ], [ %16, %15 ]
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %22 = load i64, ptr %21, align 8
  %23 = add i64 %22, %20
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %25 = load i64, ptr %24, align 8
  %26 = sub i64 %23, %25
  %27 = icmp eq i32 %9, 8
  %28 = select i1 %27, i32 20, i32 40
  %29 = zext nneg i32 %28 to i64
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %31 = load i16, ptr %30, align 8
  %32 = zext i16 %31 to i64
  %33 = and i64 %4, 72057594037927424
  %34 = icmp eq i64 %33, 0
  br i1 %34, label %35, label %94

35:                                               ; preds = %17
  %36 = icmp samesign ugt i64 %18, 4095
  br i1 %36, label %94, label %37

37:                                               ; preds = %35
  br i1 %27, label %43, label %38

38:                                               ; preds = %37
  %39 = icmp ne i32 %9, 56710
  %40 = and i64 %3, 4294967294
  %41 = icmp ne i64 %40, 0
  %42 = or i1 %41, %39
  br i1 %42, label %94, label %46

43:                                               ; preds = %37
  %44 = and i64 %3, 4294967294
  %45 = icmp eq i64 %44, 0
  br i1 %45, label %46, label %94

46:                                               ; preds = %38, %43
  %47 = trunc i64 %3 to i32
  %48 = icmp eq i32 %47, 0
  %49 = select i1 %48, i64 %29, i64 0
  %50 = add nuw nsw i64 %49, %32
  %51 = and i64 %4, 384
  %52 = icmp eq i64 %51, 0
  br i1 %52, label %61, label %53

53:                                               ; preds = %46
  %54 = icmp sgt i32 %10, -1
  %55 = icmp eq i64 %51, 384
  %56 = or i1 %54, %55
  br i1 %56, label %94, label %57

57:                                               ; preds = %53
  %58 = and i64 %4, 128
  %59 = icmp eq i64 %58, 0
  %60 = select i1 %59, i64 40, i64 20
  br label %62

61:                                               ; preds = %46
  br i1 %11, label %62, label %77

62:                                               ; preds = %57, %61
  %63 = phi i64 [ %60, %57 ], [ %29, %61 ]
  %64 = sub i64 %26, %32
  %65 = icmp uge i64 %18, %64
  %66 = sub nuw i64 %64, %18
  %67 = icmp ult i64 %66, %63
  %68 = select i1 %65, i1 true, i1 %67
  br i1 %68, label %94, label %69

69:                                               ; preds = %62
  %70 = and i64 %4, -72057594037927842
  %71 = icmp eq i64 %70, 0
  br i1 %71, label %72, label %94

72:                                               ; preds = %69
  %73 = tail call fastcc i64 @take_out(ptr noundef nonnull %0, i64 noundef %50, i64 noundef %18) #28
  %74 = icmp ne i64 %73, 0
  %75 = or i1 %52, %74
  %76 = select i1 %74, i64 -12, i64 0
  br i1 %75, label %94, label %89

77:                                               ; preds = %61
  %78 = add i64 %26, %18
  %79 = icmp ugt i64 %78, 16064
  br i1 %79, label %94, label %80

80:                                               ; preds = %77
  %81 = tail call fastcc i64 @encap_problem(i64 noundef %4, i64 noundef %18) #28
  %82 = icmp eq i64 %81, 0
  br i1 %82, label %83, label %94

83:                                               ; preds = %80
  %84 = tail call fastcc i64 @insert(ptr noundef nonnull %0, i64 noundef %50, i64 noundef %18) #28
  %85 = icmp eq i64 %84, 0
  br i1 %85, label %86, label %94

86:                                               ; preds = %83
  %87 = and i64 %4, 6
  %88 = icmp eq i64 %87, 0
  br i1 %88, label %94, label %89

89:                                               ; preds = %86, %72
  %90 = phi i64 [ 128, %72 ], [ 2, %86 ]
  %91 = and i64 %4, %90
  %92 = icmp eq i64 %91, 0
  %93 = select i1 %92, i32 56710, i32 8
  store i32 %93, ptr %8, align 1
  br label %94

94:                                               ; preds = %89, %72, %86, %83, %80, %77, %62, %69, %53, %38, %43, %35, %17
  %95 = phi i64 [ -12, %83 ], [ -22, %17 ], [ -14, %35 ], [ -524, %38 ], [ -22, %53 ], [ 0, %86 ], [ -524, %77 ], [ %81, %80 ], [ -524, %43 ], [ %76, %72 ], [ -524, %62 ], [ -22, %69 ], [ 0, %89 ]
  ret i64 %95
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define internal fastcc range(i64 -22, 1) i64 @encap_problem(i64 noundef %0, i64 noundef range(i64 0, 4096) %1) unnamed_addr #10 {
  %3 = lshr i64 %0, 56
  %4 = trunc i64 %0 to i3
  %5 = and i3 %4, -2
  switch i3 %5, label %6 [
    i3 0, label %18
    i3 -2, label %9
  ]

6:                                                ; preds = %2
  %7 = and i64 %0, 24
  %8 = icmp eq i64 %7, 24
  br i1 %8, label %9, label %10

9:                                                ; preds = %6, %2
  br label %18

10:                                               ; preds = %6
  %11 = and i64 %0, 64
  %12 = icmp ne i64 %11, 0
  %13 = icmp ult i64 %0, 1008806316530991104
  %14 = and i1 %13, %12
  %15 = icmp samesign ugt i64 %3, %1
  %16 = select i1 %14, i1 true, i1 %15
  %17 = select i1 %16, i64 -22, i64 0
  br label %18

18:                                               ; preds = %10, %2, %9
  %19 = phi i64 [ -22, %9 ], [ 0, %2 ], [ %17, %10 ]
  ret i64 %19
}

; Function Attrs: nounwind
define hidden range(i64 -12, 1) i64 @pp_skb_vlan_push(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = trunc i64 %2 to i32
  %6 = and i32 %5, 65535
  %7 = icmp ne i32 %6, 129
  %8 = icmp ne i32 %6, 43144
  %9 = and i1 %7, %8
  %10 = trunc i64 %1 to i32
  %11 = add i32 %10, 20
  %12 = inttoptr i32 %11 to ptr
  %13 = load i32, ptr %12, align 1
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %20

15:                                               ; preds = %4
  %16 = add i32 %10, 24
  %17 = inttoptr i32 %16 to ptr
  %18 = add i32 %10, 28
  %19 = inttoptr i32 %18 to ptr
  br label %95

20:                                               ; preds = %4
  %21 = add i32 %10, 28
  %22 = inttoptr i32 %21 to ptr
  %23 = load i32, ptr %22, align 1
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %25 = load i64, ptr %24, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %27 = load i64, ptr %26, align 8
  %28 = add i64 %27, %25
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %30 = load i64, ptr %29, align 8
  %31 = sub i64 %28, %30
  %32 = icmp ult i64 %31, 14
  br i1 %32, label %102, label %33

33:                                               ; preds = %20
  %34 = add i64 %30, 12
  %35 = sub i64 %28, %34
  %36 = add i64 %31, -16061
  %37 = icmp ult i64 %36, -16065
  br i1 %37, label %102, label %38

38:                                               ; preds = %33
  %39 = add i64 %28, 4
  %40 = icmp ult i64 %39, %30
  br i1 %40, label %102, label %41

41:                                               ; preds = %38
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %43 = load i64, ptr %42, align 8
  %44 = icmp ugt i64 %39, %43
  br i1 %44, label %102, label %45

45:                                               ; preds = %41
  %46 = icmp eq i64 %27, 0
  %47 = icmp ult i64 %39, %25
  %48 = or i1 %46, %47
  br i1 %48, label %49, label %50

49:                                               ; preds = %45
  store i64 %39, ptr %24, align 8
  br label %50

50:                                               ; preds = %45, %49
  %51 = phi i64 [ %39, %49 ], [ %25, %45 ]
  %52 = sub i64 %39, %51
  store i64 %52, ptr %26, align 8
  %53 = trunc i64 %30 to i32
  %54 = add i32 %53, 16
  %55 = inttoptr i32 %54 to ptr
  %56 = trunc i64 %34 to i32
  %57 = inttoptr i32 %56 to ptr
  %58 = trunc i64 %35 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %55, ptr align 1 %57, i32 %58, i1 false)
  %59 = tail call ptr @memset(ptr noundef %57, i32 noundef 0, i32 noundef 4) #30
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %61 = load i64, ptr %60, align 8
  %62 = load i64, ptr %24, align 8
  %63 = load i64, ptr %26, align 8
  %64 = add i64 %63, %62
  %65 = load i64, ptr %29, align 8
  %66 = sub i64 %64, %65
  %67 = trunc i64 %66 to i32
  %68 = trunc i64 %61 to i32
  %69 = inttoptr i32 %68 to ptr
  store i32 %67, ptr %69, align 1
  %70 = load i64, ptr %60, align 8
  %71 = load i64, ptr %24, align 8
  %72 = trunc i64 %71 to i32
  %73 = trunc i64 %70 to i32
  %74 = add i32 %73, 80
  %75 = inttoptr i32 %74 to ptr
  store i32 %72, ptr %75, align 1
  %76 = load i64, ptr %29, align 8
  %77 = trunc i32 %23 to i16
  %78 = trunc i64 %76 to i32
  %79 = add i32 %78, 12
  %80 = inttoptr i32 %79 to ptr
  store i16 %77, ptr %80, align 1
  %81 = load i64, ptr %29, align 8
  %82 = add i32 %10, 24
  %83 = inttoptr i32 %82 to ptr
  %84 = load i32, ptr %83, align 1
  %85 = trunc i32 %84 to i16
  %86 = tail call i16 @llvm.bswap.i16(i16 %85)
  %87 = trunc i64 %81 to i32
  %88 = add i32 %87, 14
  %89 = inttoptr i32 %88 to ptr
  store i16 %86, ptr %89, align 1
  %90 = add i32 %10, 16
  %91 = inttoptr i32 %90 to ptr
  store i32 %23, ptr %91, align 1
  %92 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %93 = load i16, ptr %92, align 8
  %94 = add i16 %93, 4
  store i16 %94, ptr %92, align 8
  br label %95

95:                                               ; preds = %15, %50
  %96 = phi ptr [ %19, %15 ], [ %22, %50 ]
  %97 = phi ptr [ %17, %15 ], [ %83, %50 ]
  store i32 1, ptr %12, align 1
  %98 = trunc i64 %3 to i32
  %99 = and i32 %98, 65535
  store i32 %99, ptr %97, align 1
  %100 = and i32 %5, 43145
  %101 = select i1 %9, i32 129, i32 %100
  store i32 %101, ptr %96, align 1
  br label %102

102:                                              ; preds = %41, %38, %33, %20, %95
  %103 = phi i64 [ 0, %95 ], [ -12, %20 ], [ -12, %33 ], [ -12, %38 ], [ -12, %41 ]
  ret i64 %103
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -12, 1) i64 @pp_skb_vlan_pop(ptr noundef captures(none) %0, i64 noundef %1) local_unnamed_addr #14 {
  %3 = trunc i64 %1 to i32
  %4 = add i32 %3, 20
  %5 = inttoptr i32 %4 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %15, label %8

8:                                                ; preds = %2
  store i32 0, ptr %5, align 1
  %9 = add i32 %3, 24
  %10 = inttoptr i32 %9 to ptr
  store i32 0, ptr %10, align 1
  %11 = add i32 %3, 28
  %12 = inttoptr i32 %11 to ptr
  store i32 0, ptr %12, align 1
  %13 = add i32 %3, 16
  %14 = inttoptr i32 %13 to ptr
  br label %78

15:                                               ; preds = %2
  %16 = add i32 %3, 16
  %17 = inttoptr i32 %16 to ptr
  %18 = load i32, ptr %17, align 1
  switch i32 %18, label %150 [
    i32 43144, label %19
    i32 129, label %19
  ]

19:                                               ; preds = %15, %15
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %21 = load i64, ptr %20, align 8
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %23 = load i64, ptr %22, align 8
  %24 = add i64 %23, %21
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %26 = load i64, ptr %25, align 8
  %27 = sub i64 %24, %26
  %28 = icmp ult i64 %27, 18
  br i1 %28, label %150, label %29

29:                                               ; preds = %19
  %30 = trunc i64 %26 to i32
  %31 = add i64 %24, -4
  %32 = icmp ult i64 %31, %26
  br i1 %32, label %78, label %33

33:                                               ; preds = %29
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %35 = load i64, ptr %34, align 8
  %36 = icmp ugt i64 %31, %35
  br i1 %36, label %78, label %37

37:                                               ; preds = %33
  %38 = icmp eq i64 %23, 0
  %39 = icmp ult i64 %31, %21
  %40 = or i1 %38, %39
  br i1 %40, label %41, label %42

41:                                               ; preds = %37
  store i64 %31, ptr %20, align 8
  br label %42

42:                                               ; preds = %41, %37
  %43 = phi i64 [ %31, %41 ], [ %21, %37 ]
  %44 = sub i64 %31, %43
  store i64 %44, ptr %22, align 8
  %45 = add i32 %30, 12
  %46 = inttoptr i32 %45 to ptr
  %47 = add i32 %30, 16
  %48 = inttoptr i32 %47 to ptr
  %49 = trunc i64 %27 to i32
  %50 = add i32 %49, -16
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %46, ptr align 1 %48, i32 %50, i1 false)
  %51 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %52 = load i64, ptr %51, align 8
  %53 = load i64, ptr %20, align 8
  %54 = load i64, ptr %22, align 8
  %55 = add i64 %54, %53
  %56 = load i64, ptr %25, align 8
  %57 = sub i64 %55, %56
  %58 = trunc i64 %57 to i32
  %59 = trunc i64 %52 to i32
  %60 = inttoptr i32 %59 to ptr
  store i32 %58, ptr %60, align 1
  %61 = load i64, ptr %51, align 8
  %62 = load i64, ptr %20, align 8
  %63 = trunc i64 %62 to i32
  %64 = trunc i64 %61 to i32
  %65 = add i32 %64, 80
  %66 = inttoptr i32 %65 to ptr
  store i32 %63, ptr %66, align 1
  %67 = load i64, ptr %25, align 8
  %68 = trunc i64 %67 to i32
  %69 = add i32 %68, 12
  %70 = inttoptr i32 %69 to ptr
  %71 = load i16, ptr %70, align 1
  %72 = zext i16 %71 to i32
  store i32 %72, ptr %17, align 1
  %73 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %74 = load i16, ptr %73, align 8
  %75 = icmp ugt i16 %74, 14
  %76 = add i16 %74, -4
  %77 = select i1 %75, i16 %76, i16 %74
  store i16 %77, ptr %73, align 8
  br label %78

78:                                               ; preds = %42, %33, %29, %8
  %79 = phi ptr [ %17, %42 ], [ %17, %33 ], [ %17, %29 ], [ %14, %8 ]
  %80 = load i32, ptr %79, align 1
  switch i32 %80, label %150 [
    i32 43144, label %81
    i32 129, label %81
  ]

81:                                               ; preds = %78, %78
  %82 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %83 = load i64, ptr %82, align 8
  %84 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %85 = load i64, ptr %84, align 8
  %86 = add i64 %85, %83
  %87 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %88 = load i64, ptr %87, align 8
  %89 = sub i64 %86, %88
  %90 = icmp ugt i64 %89, 17
  br i1 %90, label %91, label %150

91:                                               ; preds = %81
  %92 = trunc i64 %88 to i32
  %93 = add i32 %92, 14
  %94 = inttoptr i32 %93 to ptr
  %95 = load i16, ptr %94, align 1
  %96 = add i64 %86, -4
  %97 = icmp ult i64 %96, %88
  br i1 %97, label %143, label %98

98:                                               ; preds = %91
  %99 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %100 = load i64, ptr %99, align 8
  %101 = icmp ugt i64 %96, %100
  br i1 %101, label %143, label %102

102:                                              ; preds = %98
  %103 = icmp eq i64 %85, 0
  %104 = icmp ult i64 %96, %83
  %105 = or i1 %103, %104
  br i1 %105, label %106, label %107

106:                                              ; preds = %102
  store i64 %96, ptr %82, align 8
  br label %107

107:                                              ; preds = %106, %102
  %108 = phi i64 [ %96, %106 ], [ %83, %102 ]
  %109 = sub i64 %96, %108
  store i64 %109, ptr %84, align 8
  %110 = add i32 %92, 12
  %111 = inttoptr i32 %110 to ptr
  %112 = add i32 %92, 16
  %113 = inttoptr i32 %112 to ptr
  %114 = trunc i64 %89 to i32
  %115 = add i32 %114, -16
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %111, ptr align 1 %113, i32 %115, i1 false)
  %116 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %117 = load i64, ptr %116, align 8
  %118 = load i64, ptr %82, align 8
  %119 = load i64, ptr %84, align 8
  %120 = add i64 %119, %118
  %121 = load i64, ptr %87, align 8
  %122 = sub i64 %120, %121
  %123 = trunc i64 %122 to i32
  %124 = trunc i64 %117 to i32
  %125 = inttoptr i32 %124 to ptr
  store i32 %123, ptr %125, align 1
  %126 = load i64, ptr %116, align 8
  %127 = load i64, ptr %82, align 8
  %128 = trunc i64 %127 to i32
  %129 = trunc i64 %126 to i32
  %130 = add i32 %129, 80
  %131 = inttoptr i32 %130 to ptr
  store i32 %128, ptr %131, align 1
  %132 = load i64, ptr %87, align 8
  %133 = trunc i64 %132 to i32
  %134 = add i32 %133, 12
  %135 = inttoptr i32 %134 to ptr
  %136 = load i16, ptr %135, align 1
  %137 = zext i16 %136 to i32
  store i32 %137, ptr %79, align 1
  %138 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %139 = load i16, ptr %138, align 8
  %140 = icmp ugt i16 %139, 14
  %141 = add i16 %139, -4
  %142 = select i1 %140, i16 %141, i16 %139
  store i16 %142, ptr %138, align 8
  br label %143

143:                                              ; preds = %91, %98, %107
  %144 = tail call i16 @llvm.bswap.i16(i16 %95)
  %145 = zext i16 %144 to i32
  %146 = add i32 %3, 24
  %147 = inttoptr i32 %146 to ptr
  store i32 %145, ptr %147, align 1
  store i32 1, ptr %5, align 1
  %148 = add i32 %3, 28
  %149 = inttoptr i32 %148 to ptr
  store i32 %80, ptr %149, align 1
  br label %150

150:                                              ; preds = %78, %15, %81, %143, %19
  %151 = phi i64 [ -12, %19 ], [ 0, %15 ], [ 0, %143 ], [ 0, %81 ], [ 0, %78 ]
  ret i64 %151
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 8) i64 @pp_redirect(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #3 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %5, %7
  %9 = icmp ne i64 %8, 24
  %10 = zext i1 %9 to i64
  %11 = icmp ugt i64 %2, %10
  br i1 %11, label %12, label %14

12:                                               ; preds = %3
  %13 = select i1 %9, i64 2, i64 0
  br label %21

14:                                               ; preds = %3
  %15 = trunc i64 %1 to i32
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 1, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %15, ptr %17, align 4
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 0, ptr %18, align 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 %2, ptr %19, align 8
  %20 = select i1 %9, i64 7, i64 4
  br label %21

21:                                               ; preds = %14, %12
  %22 = phi i64 [ %13, %12 ], [ %20, %14 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden range(i64 0, 5) i64 @pp_redirect_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = alloca i32, align 4
  %6 = trunc i64 %1 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = load i32, ptr %7, align 8
  %9 = icmp eq i32 %8, 14
  %10 = icmp eq i32 %8, 25
  %11 = or i1 %9, %10
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #29
  %12 = trunc i64 %2 to i32
  store i32 %12, ptr %5, align 4
  %13 = select i1 %11, i64 -28, i64 -4
  %14 = and i64 %13, %3
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %16, label %41

16:                                               ; preds = %4
  %17 = and i64 %3, 8
  %18 = icmp eq i64 %17, 0
  br i1 %18, label %19, label %35

19:                                               ; preds = %16
  %20 = call fastcc i32 @hash_find(ptr noundef nonnull %7, ptr noundef nonnull %5) #28
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %33, label %22

22:                                               ; preds = %19
  %23 = add i32 %20, -1
  %24 = getelementptr inbounds nuw i8, ptr %7, i32 32
  %25 = load i64, ptr %24, align 8
  %26 = zext i32 %23 to i64
  %27 = getelementptr inbounds nuw i8, ptr %7, i32 16
  %28 = load i32, ptr %27, align 8
  %29 = zext i32 %28 to i64
  %30 = mul nuw i64 %29, %26
  %31 = sub i64 0, %25
  %32 = icmp eq i64 %30, %31
  br i1 %32, label %33, label %35

33:                                               ; preds = %19, %22
  %34 = and i64 %3, 3
  br label %41

35:                                               ; preds = %22, %16
  %36 = phi i64 [ 0, %22 ], [ %3, %16 ]
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 2, ptr %37, align 8
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %12, ptr %38, align 4
  %39 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 %1, ptr %39, align 8
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 %36, ptr %40, align 8
  br label %41

41:                                               ; preds = %4, %35, %33
  %42 = phi i64 [ %34, %33 ], [ 4, %35 ], [ 0, %4 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #29
  ret i64 %42
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_clone_redirect(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = alloca [3 x i32], align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #29
  %6 = trunc i64 %2 to i32
  store i32 %6, ptr %5, align 4
  %7 = getelementptr inbounds nuw i8, ptr %5, i32 4
  %8 = trunc i64 %3 to i32
  store i32 %8, ptr %7, align 4
  %9 = getelementptr inbounds nuw i8, ptr %5, i32 8
  store i32 0, ptr %9, align 4
  %10 = icmp ult i64 %3, 2
  br i1 %10, label %11, label %22

11:                                               ; preds = %4
  %12 = ptrtoint ptr %5 to i32
  %13 = zext i32 %12 to i64
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %15
  %21 = add i64 %20, %19
  call fastcc void @log_record(ptr noundef %0, i32 noundef 2, i64 noundef %13, i64 noundef 12, i64 noundef %15, i64 noundef %21) #28
  br label %22

22:                                               ; preds = %4, %11
  %23 = phi i64 [ 0, %11 ], [ -22, %4 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #29
  ret i64 %23
}

; Function Attrs: nounwind
define internal fastcc void @log_record(ptr noundef %0, i32 noundef range(i32 1, 4) %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 248
  %8 = load i64, ptr %7, align 8
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %10, label %14

10:                                               ; preds = %6
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 308
  %12 = load i32, ptr %11, align 4
  %13 = add i32 %12, 1
  store i32 %13, ptr %11, align 4
  br label %22

14:                                               ; preds = %6
  %15 = add i64 %3, 4
  %16 = add i64 %15, %5
  %17 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %8, i64 noundef %16, i64 noundef 0) #28
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 308
  %19 = load i32, ptr %18, align 4
  %20 = add i32 %19, 1
  store i32 %20, ptr %18, align 4
  %21 = icmp eq i64 %17, 0
  br i1 %21, label %22, label %26

22:                                               ; preds = %10, %14
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 256
  %24 = load i64, ptr %23, align 8
  %25 = add i64 %24, 1
  store i64 %25, ptr %23, align 8
  br label %86

26:                                               ; preds = %14
  %27 = trunc i64 %17 to i32
  %28 = inttoptr i32 %27 to ptr
  store i32 %1, ptr %28, align 1
  %29 = add i64 %17, 4
  %30 = trunc i64 %29 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = trunc i64 %2 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = trunc i64 %3 to i32
  %35 = tail call ptr @memcpy(ptr noundef %31, ptr noundef %33, i32 noundef %34) #30
  %36 = add i64 %29, %3
  %37 = trunc i64 %36 to i32
  %38 = inttoptr i32 %37 to ptr
  %39 = trunc i64 %4 to i32
  %40 = inttoptr i32 %39 to ptr
  %41 = trunc i64 %5 to i32
  %42 = tail call ptr @memcpy(ptr noundef %38, ptr noundef %40, i32 noundef %41) #30
  %43 = load i64, ptr %7, align 8
  %44 = trunc i64 %43 to i32
  %45 = inttoptr i32 %44 to ptr
  %46 = add i64 %17, 4294967288
  %47 = getelementptr inbounds nuw i8, ptr %45, i32 32
  %48 = load i64, ptr %47, align 8
  %49 = sub i64 %46, %48
  %50 = getelementptr inbounds nuw i8, ptr %45, i32 112
  %51 = load i64, ptr %50, align 8
  %52 = trunc i64 %51 to i32
  %53 = inttoptr i32 %52 to ptr
  %54 = getelementptr inbounds nuw i8, ptr %45, i32 12
  %55 = load i32, ptr %54, align 4
  %56 = add i32 %55, -1
  %57 = zext i32 %56 to i64
  %58 = and i64 %49, %57
  %59 = lshr i64 %58, 3
  %60 = trunc nuw nsw i64 %59 to i32
  %61 = getelementptr inbounds nuw %struct.record, ptr %53, i32 %60
  %62 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %63 = load i64, ptr %62, align 8
  %64 = trunc i64 %63 to i32
  %65 = inttoptr i32 %64 to ptr
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %67 = load i32, ptr %66, align 4
  %68 = ptrtoint ptr %61 to i32
  %69 = zext i32 %68 to i64
  br label %70

70:                                               ; preds = %73, %26
  %71 = phi i32 [ %67, %26 ], [ %74, %73 ]
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %82, label %73

73:                                               ; preds = %70
  %74 = add i32 %71, -1
  %75 = getelementptr inbounds nuw %struct.held, ptr %65, i32 %74
  %76 = getelementptr inbounds nuw i8, ptr %75, i32 8
  %77 = load i64, ptr %76, align 8
  %78 = icmp eq i64 %77, %69
  br i1 %78, label %79, label %70, !llvm.loop !37

79:                                               ; preds = %73
  %80 = add i32 %67, -1
  store i32 %80, ptr %66, align 4
  %81 = getelementptr inbounds nuw %struct.held, ptr %65, i32 %80
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %75, ptr noundef nonnull align 8 dereferenceable(16) %81, i32 16, i1 false)
  br label %82

82:                                               ; preds = %70, %79
  %83 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %83, align 8
  %84 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %84, align 8
  %85 = getelementptr inbounds nuw i8, ptr %61, i32 4
  store atomic i32 2, ptr %85 release, align 4
  br label %86

86:                                               ; preds = %82, %22
  ret void
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 2) i64 @pp_check_mtu(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #14 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %10 = load i64, ptr %9, align 8
  %11 = sub i64 %8, %10
  %12 = icmp ne i64 %11, 24
  %13 = select i1 %12, i64 40, i64 12
  %14 = add i64 %13, %1
  %15 = trunc i64 %14 to i32
  %16 = inttoptr i32 %15 to ptr
  %17 = load i32, ptr %16, align 1
  %18 = trunc i64 %3 to i32
  %19 = inttoptr i32 %18 to ptr
  %20 = load i32, ptr %19, align 1
  %21 = trunc i64 %2 to i32
  %22 = icmp eq i32 %21, 0
  %23 = select i1 %22, i32 %17, i32 %21
  %24 = zext i1 %12 to i64
  %25 = icmp ugt i64 %5, %24
  br i1 %25, label %64, label %26

26:                                               ; preds = %6
  %27 = icmp eq i64 %5, 0
  br i1 %27, label %33, label %28

28:                                               ; preds = %26
  %29 = trunc i64 %4 to i32
  %30 = icmp ne i32 %29, 0
  %31 = icmp ne i32 %20, 0
  %32 = select i1 %30, i1 true, i1 %31
  br i1 %32, label %64, label %37

33:                                               ; preds = %26
  %34 = icmp eq i32 %23, 1
  %35 = icmp eq i32 %23, %17
  %36 = select i1 %34, i1 true, i1 %35
  br i1 %36, label %43, label %64

37:                                               ; preds = %28
  %38 = icmp eq i32 %23, 1
  %39 = icmp eq i32 %23, %17
  %40 = select i1 %38, i1 true, i1 %39
  br i1 %40, label %41, label %64

41:                                               ; preds = %37
  %42 = select i1 %38, i32 65536, i32 1500
  br label %48

43:                                               ; preds = %33
  %44 = select i1 %34, i32 65536, i32 1500
  %45 = icmp eq i32 %20, 0
  br i1 %45, label %48, label %46

46:                                               ; preds = %43
  %47 = add i32 %20, 14
  br label %56

48:                                               ; preds = %41, %43
  %49 = phi i32 [ %42, %41 ], [ %44, %43 ]
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %51 = load i64, ptr %50, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %53 = load i64, ptr %52, align 8
  %54 = sub i64 %51, %53
  %55 = trunc i64 %54 to i32
  br label %56

56:                                               ; preds = %48, %46
  %57 = phi i32 [ %44, %46 ], [ %49, %48 ]
  %58 = phi i32 [ %47, %46 ], [ %55, %48 ]
  %59 = trunc i64 %4 to i32
  %60 = add i32 %58, %59
  store i32 %57, ptr %19, align 1
  %61 = add nuw nsw i32 %57, 14
  %62 = icmp sgt i32 %60, %61
  %63 = zext i1 %62 to i64
  br label %64

64:                                               ; preds = %37, %33, %6, %28, %56
  %65 = phi i64 [ %63, %56 ], [ -22, %6 ], [ -22, %28 ], [ -19, %33 ], [ -19, %37 ]
  ret i64 %65
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write)
define hidden range(i64 2, 8) i64 @pp_redirect_peer(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #17 {
  %4 = icmp eq i64 %2, 0
  br i1 %4, label %5, label %11

5:                                                ; preds = %3
  %6 = trunc i64 %1 to i32
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 1, ptr %7, align 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %6, ptr %8, align 4
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 0, ptr %9, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 0, ptr %10, align 8
  br label %11

11:                                               ; preds = %3, %5
  %12 = phi i64 [ 7, %5 ], [ 2, %3 ]
  ret i64 %12
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write)
define hidden range(i64 2, 8) i64 @pp_redirect_neigh(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #17 {
  %6 = icmp eq i64 %4, 0
  %7 = icmp eq i64 %3, 0
  %8 = icmp eq i64 %3, 20
  %9 = or i1 %7, %8
  %10 = and i1 %6, %9
  br i1 %10, label %11, label %17

11:                                               ; preds = %5
  %12 = trunc i64 %1 to i32
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 1, ptr %13, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %12, ptr %14, align 4
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 0, ptr %15, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 0, ptr %16, align 8
  br label %17

17:                                               ; preds = %5, %11
  %18 = phi i64 [ 7, %11 ], [ 2, %5 ]
  ret i64 %18
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_socket_cookie(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %33, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 128
  %11 = icmp eq i64 %10, 0
  %12 = and i64 %9, 2048
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %29, label %14

14:                                               ; preds = %7
  %15 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %16 = ptrtoint ptr %15 to i32
  %17 = zext i32 %16 to i64
  %18 = sub i64 %1, %17
  %19 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %20 = load i64, ptr %19, align 8
  %21 = mul i64 %20, 96
  %22 = icmp ult i64 %18, %21
  br i1 %22, label %23, label %29

23:                                               ; preds = %14
  %24 = udiv i64 %18, 96
  %25 = trunc i64 %24 to i32
  %26 = getelementptr inbounds nuw %struct.open_socket, ptr %15, i32 %25
  %27 = getelementptr inbounds nuw i8, ptr %26, i32 80
  %28 = load i64, ptr %27, align 8
  br label %33

29:                                               ; preds = %14, %7
  br i1 %11, label %33, label %30

30:                                               ; preds = %29
  %31 = getelementptr inbounds nuw i8, ptr %8, i32 88
  %32 = load i64, ptr %31, align 8
  br label %33

33:                                               ; preds = %2, %30, %29, %23
  %34 = phi i64 [ %28, %23 ], [ %32, %30 ], [ 1, %29 ], [ 1, %2 ]
  ret i64 %34
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_netns_cookie(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %15, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 128
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %15, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 80
  %14 = load i64, ptr %13, align 8
  br label %15

15:                                               ; preds = %7, %2, %12
  %16 = phi i64 [ %14, %12 ], [ 1, %2 ], [ 1, %7 ]
  ret i64 %16
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_get_socket_uid(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %16, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 8
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %16, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 56
  %14 = load i64, ptr %13, align 8
  %15 = and i64 %14, 4294967295
  br label %20

16:                                               ; preds = %7, %2
  %17 = tail call i32 @getgid() #30
  %18 = tail call i32 @getuid() #30
  %19 = zext i32 %18 to i64
  br label %20

20:                                               ; preds = %12, %16
  %21 = phi i64 [ %15, %12 ], [ %19, %16 ]
  ret i64 %21
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -2147483648, 2147483648) i64 @pp_get_retval(ptr noundef readonly captures(none) %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i32 504
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 512
  %6 = trunc i64 %3 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = select i1 %4, ptr %5, ptr %7
  %9 = load i32, ptr %8, align 1
  %10 = sext i32 %9 to i64
  ret i64 %10
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_set_retval(ptr noundef captures(none) %0, i64 noundef %1) local_unnamed_addr #9 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 504
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 512
  %7 = trunc i64 %1 to i32
  %8 = trunc i64 %4 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = select i1 %5, ptr %6, ptr %9
  store i32 %7, ptr %10, align 1
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 516
  store i32 1, ptr %11, align 4
  store i32 %7, ptr %6, align 8
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -97, 4294967296) i64 @pp_fib_lookup(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.fib_lookup, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %17, label %11

11:                                               ; preds = %5
  %12 = inttoptr i32 %9 to ptr
  %13 = load i64, ptr %12, align 8
  %14 = and i64 %13, 256
  %15 = icmp eq i64 %14, 0
  %16 = select i1 %15, ptr null, ptr %12
  br label %17

17:                                               ; preds = %5, %11
  %18 = phi ptr [ null, %5 ], [ %16, %11 ]
  %19 = icmp eq ptr %18, null
  %20 = getelementptr inbounds nuw i8, ptr %18, i32 416
  %21 = select i1 %19, ptr null, ptr %20
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %23 = load i64, ptr %22, align 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %25 = load i64, ptr %24, align 8
  %26 = sub i64 %23, %25
  %27 = icmp eq i64 %26, 24
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %28 = icmp ugt i64 %3, 63
  %29 = and i64 %4, 4294967232
  %30 = icmp eq i64 %29, 0
  %31 = and i1 %28, %30
  br i1 %31, label %32, label %369

32:                                               ; preds = %17
  %33 = trunc i64 %2 to i32
  %34 = inttoptr i32 %33 to ptr
  %35 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %34, i32 noundef 64) #30
  %36 = load i8, ptr %6, align 4
  %37 = and i8 %36, -9
  %38 = icmp eq i8 %37, 2
  br i1 %38, label %39, label %369

39:                                               ; preds = %32
  %40 = getelementptr inbounds nuw i8, ptr %6, i32 6
  %41 = load i16, ptr %40, align 2
  %42 = icmp ne i16 %41, 0
  %43 = select i1 %27, i1 true, i1 %42
  %44 = icmp eq i8 %36, 10
  br i1 %44, label %45, label %91

45:                                               ; preds = %39
  %46 = getelementptr inbounds nuw i8, ptr %6, i32 16
  br label %49

47:                                               ; preds = %49
  %48 = load i8, ptr %46, align 4
  switch i8 %48, label %62 [
    i8 -1, label %366
    i8 -2, label %58
  ]

49:                                               ; preds = %49, %45
  %50 = phi i32 [ 0, %45 ], [ %56, %49 ]
  %51 = phi i32 [ 0, %45 ], [ %55, %49 ]
  %52 = getelementptr inbounds nuw i8, ptr %46, i32 %50
  %53 = load i8, ptr %52, align 1
  %54 = zext i8 %53 to i32
  %55 = or i32 %51, %54
  %56 = add nuw nsw i32 %50, 1
  %57 = icmp eq i32 %56, 15
  br i1 %57, label %47, label %49, !llvm.loop !43

58:                                               ; preds = %47
  %59 = getelementptr inbounds nuw i8, ptr %6, i32 17
  %60 = load i8, ptr %59, align 1
  %61 = icmp slt i8 %60, -64
  br i1 %61, label %366, label %62

62:                                               ; preds = %58, %47
  %63 = icmp eq i32 %55, 0
  %64 = getelementptr inbounds nuw i8, ptr %6, i32 31
  %65 = load i8, ptr %64, align 1
  %66 = icmp eq i8 %65, 1
  %67 = select i1 %63, i1 %66, i1 false
  br i1 %67, label %366, label %68

68:                                               ; preds = %62
  %69 = getelementptr inbounds nuw i8, ptr %6, i32 32
  br label %72

70:                                               ; preds = %72
  %71 = load i8, ptr %69, align 4
  switch i8 %71, label %85 [
    i8 -1, label %366
    i8 -2, label %81
  ]

72:                                               ; preds = %72, %68
  %73 = phi i32 [ 0, %68 ], [ %79, %72 ]
  %74 = phi i32 [ 0, %68 ], [ %78, %72 ]
  %75 = getelementptr inbounds nuw i8, ptr %69, i32 %73
  %76 = load i8, ptr %75, align 1
  %77 = zext i8 %76 to i32
  %78 = or i32 %74, %77
  %79 = add nuw nsw i32 %73, 1
  %80 = icmp eq i32 %79, 15
  br i1 %80, label %70, label %72, !llvm.loop !43

81:                                               ; preds = %70
  %82 = getelementptr inbounds nuw i8, ptr %6, i32 33
  %83 = load i8, ptr %82, align 1
  %84 = icmp slt i8 %83, -64
  br i1 %84, label %366, label %85

85:                                               ; preds = %81, %70
  %86 = icmp eq i32 %78, 0
  %87 = getelementptr inbounds nuw i8, ptr %6, i32 47
  %88 = load i8, ptr %87, align 1
  %89 = icmp eq i8 %88, 1
  %90 = select i1 %86, i1 %89, i1 false
  br i1 %90, label %366, label %91

91:                                               ; preds = %85, %39
  %92 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %93 = load i32, ptr %92, align 4
  %94 = getelementptr inbounds nuw i8, ptr %21, i32 32
  br i1 %19, label %366, label %95

95:                                               ; preds = %91
  %96 = load i64, ptr %20, align 8
  %97 = icmp eq i64 %96, 0
  br i1 %97, label %366, label %101

98:                                               ; preds = %101
  %99 = add nuw i64 %102, 1
  %100 = icmp ult i64 %99, %96
  br i1 %100, label %101, label %366

101:                                              ; preds = %95, %98
  %102 = phi i64 [ %99, %98 ], [ 0, %95 ]
  %103 = trunc i64 %102 to i32
  %104 = getelementptr inbounds nuw %struct.device, ptr %94, i32 %103
  %105 = load i32, ptr %104, align 4
  %106 = icmp eq i32 %105, %93
  br i1 %106, label %107, label %98

107:                                              ; preds = %101
  %108 = getelementptr inbounds nuw i8, ptr %104, i32 8
  %109 = load i32, ptr %108, align 4
  %110 = icmp eq i32 %109, 0
  br i1 %110, label %366, label %111

111:                                              ; preds = %107
  %112 = and i64 %4, 2
  %113 = icmp eq i64 %112, 0
  %114 = select i1 %113, i32 0, i32 %93
  %115 = and i64 %4, 1
  %116 = icmp eq i64 %115, 0
  br i1 %116, label %131, label %117

117:                                              ; preds = %111
  %118 = and i64 %4, 8
  %119 = icmp eq i64 %118, 0
  br i1 %119, label %123, label %120

120:                                              ; preds = %117
  %121 = getelementptr inbounds nuw i8, ptr %6, i32 48
  %122 = load i32, ptr %121, align 4
  store i32 0, ptr %121, align 4
  br label %123

123:                                              ; preds = %120, %117
  %124 = phi i32 [ %122, %120 ], [ 254, %117 ]
  %125 = icmp ne i8 %36, 10
  %126 = and i32 %124, -2
  %127 = icmp eq i32 %126, 254
  %128 = select i1 %125, i1 %127, i1 false
  %129 = select i1 %128, i32 255, i32 %124
  %130 = select i1 %128, i32 254, i32 %124
  br label %131

131:                                              ; preds = %123, %111
  %132 = phi i32 [ 255, %111 ], [ %129, %123 ]
  %133 = phi i32 [ 254, %111 ], [ %130, %123 ]
  %134 = getelementptr inbounds nuw i8, ptr %21, i32 352
  %135 = getelementptr inbounds nuw i8, ptr %18, i32 424
  %136 = load i64, ptr %135, align 8
  %137 = icmp eq i64 %136, 0
  br i1 %137, label %212, label %138

138:                                              ; preds = %131
  %139 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %140 = icmp eq i32 %114, 0
  %141 = zext nneg i8 %36 to i32
  %142 = icmp eq i8 %36, 2
  br label %143

143:                                              ; preds = %202, %138
  %144 = phi i64 [ 0, %138 ], [ %203, %202 ]
  %145 = trunc i64 %144 to i32
  %146 = getelementptr inbounds nuw %struct.route, ptr %134, i32 %145
  %147 = getelementptr inbounds nuw i8, ptr %146, i32 68
  %148 = load i32, ptr %147, align 4
  %149 = icmp eq i32 %148, %133
  %150 = icmp eq i32 %148, %132
  %151 = select i1 %149, i1 true, i1 %150
  br i1 %151, label %152, label %202

152:                                              ; preds = %143
  %153 = getelementptr inbounds nuw i8, ptr %146, i32 48
  %154 = load i32, ptr %153, align 4
  %155 = icmp eq i32 %154, %141
  br i1 %155, label %156, label %202

156:                                              ; preds = %152
  %157 = getelementptr inbounds nuw i8, ptr %146, i32 52
  %158 = load i32, ptr %157, align 4
  %159 = icmp ugt i32 %158, 7
  br i1 %159, label %160, label %179

160:                                              ; preds = %156
  %161 = add i32 %158, -8
  %162 = lshr i32 %161, 3
  %163 = add nuw nsw i32 %162, 1
  %164 = getelementptr i8, ptr %139, i32 %163
  %165 = getelementptr i8, ptr %146, i32 %163
  %166 = getelementptr i8, ptr %139, i32 %162
  br label %167

167:                                              ; preds = %174, %160
  %168 = phi i32 [ %177, %174 ], [ %158, %160 ]
  %169 = phi ptr [ %175, %174 ], [ %139, %160 ]
  %170 = phi ptr [ %176, %174 ], [ %146, %160 ]
  %171 = load i8, ptr %170, align 1
  %172 = load i8, ptr %169, align 1
  %173 = icmp eq i8 %171, %172
  br i1 %173, label %174, label %202

174:                                              ; preds = %167
  %175 = getelementptr inbounds nuw i8, ptr %169, i32 1
  %176 = getelementptr inbounds nuw i8, ptr %170, i32 1
  %177 = add i32 %168, -8
  %178 = icmp eq ptr %169, %166
  br i1 %178, label %179, label %167, !llvm.loop !44

179:                                              ; preds = %174, %156
  %180 = phi ptr [ %146, %156 ], [ %165, %174 ]
  %181 = phi ptr [ %139, %156 ], [ %164, %174 ]
  %182 = phi i32 [ %158, %156 ], [ %177, %174 ]
  %183 = icmp eq i32 %182, 0
  br i1 %183, label %192, label %184

184:                                              ; preds = %179
  %185 = load i8, ptr %180, align 1
  %186 = load i8, ptr %181, align 1
  %187 = xor i8 %186, %185
  %188 = zext i8 %187 to i32
  %189 = sub nuw nsw i32 8, %182
  %190 = lshr i32 %188, %189
  %191 = icmp eq i32 %190, 0
  br i1 %191, label %192, label %202

192:                                              ; preds = %184, %179
  %193 = getelementptr inbounds nuw i8, ptr %146, i32 72
  %194 = load i32, ptr %193, align 4
  br i1 %140, label %205, label %195

195:                                              ; preds = %192
  %196 = icmp ult i32 %194, 6
  br i1 %196, label %197, label %207

197:                                              ; preds = %195
  %198 = getelementptr inbounds nuw i8, ptr %146, i32 56
  %199 = load i32, ptr %198, align 4
  %200 = icmp ne i32 %199, %114
  %201 = and i1 %142, %200
  br i1 %201, label %202, label %205

202:                                              ; preds = %167, %197, %184, %152, %143
  %203 = add nuw i64 %144, 1
  %204 = icmp ult i64 %203, %136
  br i1 %204, label %143, label %212, !llvm.loop !45

205:                                              ; preds = %197, %192
  %206 = icmp eq i32 %194, 1
  br i1 %206, label %215, label %207

207:                                              ; preds = %195, %205
  %208 = add i32 %194, -6
  %209 = icmp ult i32 %208, 3
  %210 = add nsw i32 %194, -5
  %211 = select i1 %209, i32 %210, i32 4
  br label %212

212:                                              ; preds = %202, %207, %131
  %213 = phi i32 [ %211, %207 ], [ 4, %131 ], [ 4, %202 ]
  %214 = zext nneg i32 %213 to i64
  br label %332

215:                                              ; preds = %205
  br i1 %43, label %216, label %221

216:                                              ; preds = %215
  %217 = zext i16 %41 to i32
  %218 = getelementptr inbounds nuw i8, ptr %146, i32 64
  %219 = load i32, ptr %218, align 4
  %220 = icmp ult i32 %219, %217
  br i1 %220, label %362, label %221

221:                                              ; preds = %216, %215
  %222 = phi i32 [ 0, %215 ], [ %219, %216 ]
  %223 = select i1 %142, i32 4, i32 16
  %224 = getelementptr inbounds nuw i8, ptr %146, i32 60
  %225 = load i32, ptr %224, align 4
  %226 = getelementptr inbounds nuw i8, ptr %6, i32 12
  store i32 %225, ptr %226, align 4
  %227 = getelementptr inbounds nuw i8, ptr %146, i32 56
  %228 = load i32, ptr %227, align 4
  store i32 %228, ptr %92, align 4
  br i1 %44, label %229, label %237

229:                                              ; preds = %221
  %230 = getelementptr inbounds nuw i8, ptr %146, i32 76
  %231 = load i32, ptr %230, align 4
  %232 = icmp eq i32 %231, 0
  br i1 %232, label %241, label %233

233:                                              ; preds = %229
  %234 = getelementptr inbounds nuw i8, ptr %146, i32 16
  %235 = call ptr @memcpy(ptr noundef nonnull %139, ptr noundef nonnull %234, i32 noundef 16) #30
  %236 = load i8, ptr %6, align 4
  br label %237

237:                                              ; preds = %233, %221
  %238 = phi i8 [ %236, %233 ], [ %36, %221 ]
  %239 = and i64 %4, 16
  %240 = icmp eq i64 %239, 0
  br i1 %240, label %255, label %244

241:                                              ; preds = %229
  %242 = and i64 %4, 16
  %243 = icmp eq i64 %242, 0
  br i1 %243, label %269, label %246

244:                                              ; preds = %237
  %245 = icmp eq i8 %238, 10
  br i1 %245, label %246, label %250

246:                                              ; preds = %244, %241
  %247 = getelementptr inbounds nuw i8, ptr %146, i32 80
  %248 = load i32, ptr %247, align 4
  %249 = icmp eq i32 %248, 0
  br i1 %249, label %366, label %250

250:                                              ; preds = %246, %244
  %251 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %252 = getelementptr inbounds nuw i8, ptr %146, i32 32
  %253 = call ptr @memcpy(ptr noundef nonnull %251, ptr noundef nonnull %252, i32 noundef %223) #30
  %254 = load i8, ptr %6, align 4
  br label %255

255:                                              ; preds = %250, %237
  %256 = phi i8 [ %254, %250 ], [ %238, %237 ]
  %257 = icmp eq i8 %256, 2
  br i1 %257, label %258, label %269

258:                                              ; preds = %255
  %259 = getelementptr inbounds nuw i8, ptr %146, i32 76
  %260 = load i32, ptr %259, align 4
  %261 = icmp eq i32 %260, 0
  br i1 %261, label %269, label %262

262:                                              ; preds = %258
  %263 = trunc i32 %260 to i8
  store i8 %263, ptr %6, align 4
  %264 = getelementptr inbounds nuw i8, ptr %146, i32 16
  %265 = and i32 %260, 255
  %266 = icmp eq i32 %265, 2
  %267 = select i1 %266, i32 4, i32 16
  %268 = call ptr @memcpy(ptr noundef nonnull %139, ptr noundef nonnull %264, i32 noundef %267) #30
  br label %269

269:                                              ; preds = %262, %258, %255, %241
  %270 = and i64 %4, 4
  %271 = icmp eq i64 %270, 0
  br i1 %271, label %272, label %327

272:                                              ; preds = %269
  %273 = getelementptr inbounds nuw i8, ptr %18, i32 432
  %274 = load i64, ptr %273, align 8
  %275 = icmp eq i64 %274, 0
  br i1 %275, label %366, label %276

276:                                              ; preds = %272
  %277 = getelementptr inbounds nuw i8, ptr %18, i32 12032
  %278 = load i32, ptr %92, align 4
  %279 = load i8, ptr %6, align 4
  %280 = zext i8 %279 to i32
  %281 = icmp eq i8 %279, 2
  %282 = select i1 %281, i32 32, i32 128
  br label %283

283:                                              ; preds = %306, %276
  %284 = phi i64 [ 0, %276 ], [ %307, %306 ]
  %285 = trunc i64 %284 to i32
  %286 = getelementptr inbounds nuw %struct.neighbour, ptr %277, i32 %285
  %287 = getelementptr inbounds nuw i8, ptr %286, i32 20
  %288 = load i32, ptr %287, align 4
  %289 = icmp eq i32 %288, %278
  br i1 %289, label %290, label %306

290:                                              ; preds = %283
  %291 = getelementptr inbounds nuw i8, ptr %286, i32 16
  %292 = load i32, ptr %291, align 4
  %293 = icmp eq i32 %292, %280
  br i1 %293, label %294, label %306

294:                                              ; preds = %290, %301
  %295 = phi i32 [ %304, %301 ], [ %282, %290 ]
  %296 = phi ptr [ %302, %301 ], [ %139, %290 ]
  %297 = phi ptr [ %303, %301 ], [ %286, %290 ]
  %298 = load i8, ptr %297, align 1
  %299 = load i8, ptr %296, align 1
  %300 = icmp eq i8 %298, %299
  br i1 %300, label %301, label %306

301:                                              ; preds = %294
  %302 = getelementptr inbounds nuw i8, ptr %296, i32 1
  %303 = getelementptr inbounds nuw i8, ptr %297, i32 1
  %304 = add i32 %295, -8
  %305 = icmp eq i32 %304, 0
  br i1 %305, label %309, label %294, !llvm.loop !44

306:                                              ; preds = %294, %290, %283
  %307 = add nuw i64 %284, 1
  %308 = icmp ult i64 %307, %274
  br i1 %308, label %283, label %366, !llvm.loop !46

309:                                              ; preds = %301
  %310 = getelementptr inbounds nuw i8, ptr %6, i32 58
  %311 = getelementptr inbounds nuw i8, ptr %286, i32 24
  %312 = call ptr @memcpy(ptr noundef nonnull %310, ptr noundef nonnull %311, i32 noundef 6) #30
  %313 = load i32, ptr %227, align 4
  %314 = load i64, ptr %20, align 8
  br label %315

315:                                              ; preds = %315, %309
  %316 = phi i64 [ 0, %309 ], [ %322, %315 ]
  %317 = icmp ult i64 %316, %314
  call void @llvm.assume(i1 %317)
  %318 = trunc i64 %316 to i32
  %319 = getelementptr inbounds nuw %struct.device, ptr %94, i32 %318
  %320 = load i32, ptr %319, align 4
  %321 = icmp eq i32 %320, %313
  %322 = add nuw i64 %316, 1
  br i1 %321, label %323, label %315

323:                                              ; preds = %315
  %324 = getelementptr inbounds nuw i8, ptr %6, i32 52
  %325 = getelementptr inbounds nuw i8, ptr %319, i32 12
  %326 = call ptr @memcpy(ptr noundef nonnull %324, ptr noundef nonnull %325, i32 noundef 6) #30
  br label %327

327:                                              ; preds = %323, %269
  %328 = getelementptr inbounds nuw i8, ptr %6, i32 48
  store i32 0, ptr %328, align 4
  %329 = icmp eq i32 %222, 0
  br i1 %329, label %332, label %330

330:                                              ; preds = %327
  %331 = trunc i32 %222 to i16
  store i16 %331, ptr %40, align 2
  br label %332

332:                                              ; preds = %212, %327, %330
  %333 = phi i64 [ 0, %330 ], [ %214, %212 ], [ 0, %327 ]
  %334 = icmp ne i64 %333, 0
  %335 = or i1 %43, %334
  br i1 %335, label %366, label %336

336:                                              ; preds = %332
  %337 = load i32, ptr %92, align 4
  %338 = load i64, ptr %20, align 8
  br label %339

339:                                              ; preds = %339, %336
  %340 = phi i64 [ 0, %336 ], [ %346, %339 ]
  %341 = icmp ult i64 %340, %338
  call void @llvm.assume(i1 %341)
  %342 = trunc i64 %340 to i32
  %343 = getelementptr inbounds nuw %struct.device, ptr %94, i32 %342
  %344 = load i32, ptr %343, align 4
  %345 = icmp eq i32 %344, %337
  %346 = add nuw i64 %340, 1
  br i1 %345, label %347, label %339

347:                                              ; preds = %339
  %348 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %349 = load i64, ptr %348, align 8
  %350 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %351 = load i64, ptr %350, align 8
  %352 = add i64 %351, %349
  %353 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %354 = load i64, ptr %353, align 8
  %355 = sub i64 %352, %354
  %356 = getelementptr inbounds nuw i8, ptr %343, i32 4
  %357 = load i32, ptr %356, align 4
  %358 = add i32 %357, 18
  %359 = zext i32 %358 to i64
  %360 = icmp ugt i64 %355, %359
  %361 = select i1 %360, i64 8, i64 0
  br label %362

362:                                              ; preds = %216, %347
  %363 = phi i32 [ %357, %347 ], [ %219, %216 ]
  %364 = phi i64 [ %361, %347 ], [ 8, %216 ]
  %365 = trunc i32 %363 to i16
  store i16 %365, ptr %40, align 2
  br label %366

366:                                              ; preds = %98, %306, %362, %85, %62, %91, %81, %58, %272, %246, %95, %107, %70, %47, %332
  %367 = phi i64 [ %333, %332 ], [ 7, %306 ], [ %364, %362 ], [ 4, %62 ], [ -19, %91 ], [ 4, %81 ], [ 4, %58 ], [ 7, %272 ], [ 9, %246 ], [ -19, %95 ], [ 5, %107 ], [ 4, %85 ], [ 4, %70 ], [ 4, %47 ], [ -19, %98 ]
  %368 = call ptr @memcpy(ptr noundef %34, ptr noundef nonnull %6, i32 noundef 64) #30
  br label %369

369:                                              ; preds = %32, %17, %366
  %370 = phi i64 [ %367, %366 ], [ -22, %17 ], [ -97, %32 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %370
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 -22, 255) i64 @pp_csum_level(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #3 {
  switch i64 %2, label %26 [
    i64 0, label %4
    i64 1, label %12
    i64 2, label %18
    i64 3, label %24
  ]

4:                                                ; preds = %3
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %6 = load i8, ptr %5, align 2
  %7 = icmp eq i8 %6, 0
  %8 = zext i8 %6 to i32
  %9 = add nsw i32 %8, -1
  %10 = zext nneg i32 %9 to i64
  %11 = select i1 %7, i64 -13, i64 %10
  br label %26

12:                                               ; preds = %3
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %14 = load i8, ptr %13, align 2
  %15 = icmp ult i8 %14, 4
  %16 = zext i1 %15 to i8
  %17 = add i8 %14, %16
  store i8 %17, ptr %13, align 2
  br label %26

18:                                               ; preds = %3
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %20 = load i8, ptr %19, align 2
  %21 = icmp ne i8 %20, 0
  %22 = sext i1 %21 to i8
  %23 = add i8 %20, %22
  store i8 %23, ptr %19, align 2
  br label %26

24:                                               ; preds = %3
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 306
  store i8 0, ptr %25, align 2
  br label %26

26:                                               ; preds = %3, %24, %18, %12, %4
  %27 = phi i64 [ 0, %24 ], [ %11, %4 ], [ 0, %12 ], [ 0, %18 ], [ -22, %3 ]
  ret i64 %27
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_skb_ecn_set_ce(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #14 {
  %3 = trunc i64 %1 to i32
  %4 = add i32 %3, 16
  %5 = inttoptr i32 %4 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %10 = load i16, ptr %9, align 8
  %11 = zext i16 %10 to i64
  %12 = add i64 %8, %11
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %16 = load i64, ptr %15, align 8
  %17 = add i64 %16, %14
  %18 = icmp ugt i64 %17, %12
  br i1 %18, label %19, label %64

19:                                               ; preds = %2
  %20 = sub nuw i64 %17, %12
  %21 = icmp eq i32 %6, 8
  %22 = icmp ugt i64 %20, 19
  %23 = select i1 %21, i1 %22, i1 false
  br i1 %23, label %24, label %51

24:                                               ; preds = %19
  %25 = trunc i64 %12 to i32
  %26 = add i32 %25, 1
  %27 = inttoptr i32 %26 to ptr
  %28 = load i8, ptr %27, align 1
  %29 = add i8 %28, 1
  %30 = and i8 %29, 3
  %31 = icmp samesign ult i8 %30, 2
  br i1 %31, label %32, label %36

32:                                               ; preds = %24
  %33 = and i8 %28, 3
  %34 = icmp eq i8 %33, 3
  %35 = zext i1 %34 to i64
  br label %64

36:                                               ; preds = %24
  %37 = zext nneg i8 %30 to i16
  %38 = add i32 %25, 10
  %39 = inttoptr i32 %38 to ptr
  %40 = load i16, ptr %39, align 1
  %41 = zext i16 %40 to i32
  %42 = add nuw nsw i16 %37, -5
  %43 = tail call i16 @llvm.bswap.i16(i16 %42)
  %44 = zext i16 %43 to i32
  %45 = add nuw nsw i32 %41, %44
  %46 = lshr i32 %45, 16
  %47 = add nuw nsw i32 %46, %45
  %48 = trunc i32 %47 to i16
  store i16 %48, ptr %39, align 1
  %49 = load i8, ptr %27, align 1
  %50 = or i8 %49, 3
  store i8 %50, ptr %27, align 1
  br label %64

51:                                               ; preds = %19
  %52 = icmp eq i32 %6, 56710
  %53 = icmp ugt i64 %20, 39
  %54 = select i1 %52, i1 %53, i1 false
  br i1 %54, label %55, label %64

55:                                               ; preds = %51
  %56 = trunc i64 %12 to i32
  %57 = add i32 %56, 1
  %58 = inttoptr i32 %57 to ptr
  %59 = load i8, ptr %58, align 1
  %60 = and i8 %59, 48
  %61 = icmp eq i8 %60, 0
  br i1 %61, label %64, label %62

62:                                               ; preds = %55
  %63 = or i8 %59, 48
  store i8 %63, ptr %58, align 1
  br label %64

64:                                               ; preds = %2, %62, %55, %36, %32, %51
  %65 = phi i64 [ 0, %51 ], [ 0, %55 ], [ 1, %36 ], [ %35, %32 ], [ 1, %62 ], [ 0, %2 ]
  ret i64 %65
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -95, 1) i64 @pp_skb_set_tstamp(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #14 {
  %5 = trunc i64 %1 to i32
  %6 = add i32 %5, 16
  %7 = inttoptr i32 %6 to ptr
  %8 = load i32, ptr %7, align 1
  %9 = trunc i64 %3 to i32
  switch i32 %8, label %22 [
    i32 8, label %10
    i32 56710, label %10
  ]

10:                                               ; preds = %4, %4
  %11 = icmp ugt i32 %9, 2
  br i1 %11, label %22, label %12

12:                                               ; preds = %10
  %13 = icmp eq i32 %9, 0
  %14 = icmp ne i64 %2, 0
  %15 = or i1 %14, %13
  br i1 %15, label %16, label %22

16:                                               ; preds = %12
  %17 = add i32 %5, 152
  %18 = inttoptr i32 %17 to ptr
  store i64 %2, ptr %18, align 1
  %19 = trunc i64 %3 to i8
  %20 = add i32 %5, 180
  %21 = inttoptr i32 %20 to ptr
  store i8 %19, ptr %21, align 1
  br label %22

22:                                               ; preds = %4, %10, %12, %16
  %23 = phi i64 [ 0, %16 ], [ -95, %4 ], [ -22, %12 ], [ -22, %10 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden noundef i64 @pp_skb_get_xfrm_state(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp ugt i64 %4, 262144
  %8 = trunc i64 %3 to i32
  %9 = trunc nuw nsw i64 %4 to i32
  br i1 %7, label %10, label %35

10:                                               ; preds = %6
  %11 = icmp eq ptr %0, null
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %14

14:                                               ; preds = %28, %10
  %15 = phi i64 [ %4, %10 ], [ %29, %28 ]
  %16 = phi i64 [ %3, %10 ], [ %30, %28 ]
  %17 = trunc i64 %16 to i32
  %18 = inttoptr i32 %17 to ptr
  %19 = tail call ptr @memset(ptr noundef %18, i32 noundef 0, i32 noundef 262144) #30
  br i1 %11, label %28, label %20

20:                                               ; preds = %14
  %21 = load i32, ptr %12, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %40

23:                                               ; preds = %20
  %24 = load i32, ptr %13, align 4
  %25 = and i32 %24, 1048575
  %26 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %25) #28
  %27 = icmp eq i64 %26, 0
  br i1 %27, label %40, label %28

28:                                               ; preds = %23, %14
  %29 = add i64 %15, -262144
  %30 = add i64 %16, 262144
  %31 = icmp ugt i64 %29, 262144
  br i1 %31, label %14, label %32, !llvm.loop !32

32:                                               ; preds = %28
  %33 = trunc nuw nsw i64 %29 to i32
  %34 = trunc i64 %30 to i32
  br label %35

35:                                               ; preds = %32, %6
  %36 = phi i32 [ %8, %6 ], [ %34, %32 ]
  %37 = phi i32 [ %9, %6 ], [ %33, %32 ]
  %38 = inttoptr i32 %36 to ptr
  %39 = tail call ptr @memset(ptr noundef %38, i32 noundef 0, i32 noundef %37) #30
  br label %40

40:                                               ; preds = %20, %23, %35
  ret i64 -22
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_skb_cgroup_id(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %13, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 32
  %11 = icmp eq i64 %10, 0
  %12 = select i1 %11, ptr null, ptr %8
  br label %13

13:                                               ; preds = %2, %7
  %14 = phi ptr [ null, %2 ], [ %12, %7 ]
  %15 = icmp eq ptr %14, null
  %16 = getelementptr inbounds nuw i8, ptr %14, i32 64
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %18 = select i1 %15, ptr %17, ptr %16
  %19 = load i64, ptr %18, align 8
  ret i64 %19
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -11, -6) i64 @pp_skb_under_cgroup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #4 {
  %5 = trunc i64 %3 to i32
  %6 = trunc i64 %2 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %7, i32 12
  %9 = load i32, ptr %8, align 4
  %10 = icmp ugt i32 %9, %5
  %11 = select i1 %10, i32 -11, i32 -7
  %12 = sext i32 %11 to i64
  ret i64 %12
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 -22, 1) i64 @pp_msg_pull_data(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #11 {
  %6 = icmp eq i64 %4, 0
  %7 = trunc i64 %3 to i32
  %8 = trunc i64 %2 to i32
  %9 = icmp ugt i32 %7, %8
  %10 = and i1 %6, %9
  br i1 %10, label %11, label %23

11:                                               ; preds = %5
  %12 = and i64 %3, 4294967295
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %16 = load i64, ptr %15, align 8
  %17 = add i64 %16, %14
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %19
  %21 = icmp ugt i64 %12, %20
  %22 = select i1 %21, i32 -22, i32 0
  br label %23

23:                                               ; preds = %11, %5
  %24 = phi i32 [ %22, %11 ], [ -22, %5 ]
  %25 = sext i32 %24 to i64
  ret i64 %25
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_no_listener(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #10 {
  ret i64 -22
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -2147483648, 2147483648) i64 @pp_sock_ops_cb_flags_set(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #14 {
  %4 = trunc i64 %1 to i32
  %5 = add i32 %4, 72
  %6 = inttoptr i32 %5 to ptr
  %7 = load i32, ptr %6, align 1
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %16, label %9

9:                                                ; preds = %3
  %10 = trunc i64 %2 to i32
  %11 = and i32 %10, 127
  %12 = add i32 %4, 84
  %13 = inttoptr i32 %12 to ptr
  store i32 %11, ptr %13, align 1
  %14 = and i32 %10, -128
  %15 = sext i32 %14 to i64
  br label %16

16:                                               ; preds = %3, %9
  %17 = phi i64 [ %15, %9 ], [ -22, %3 ]
  ret i64 %17
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_set_tunnel_key(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.tunnel_key, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 552
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = and i64 %4, 1
  %12 = icmp eq i64 %11, 0
  %13 = select i1 %12, i32 4, i32 16
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %14 = icmp ult i64 %4, 32
  br i1 %14, label %15, label %65

15:                                               ; preds = %5
  switch i64 %3, label %65 [
    i64 28, label %16
    i64 24, label %16
    i64 22, label %16
    i64 8, label %16
    i64 44, label %16
  ]

16:                                               ; preds = %15, %15, %15, %15, %15
  %17 = call ptr @memset(ptr noundef nonnull %6, i32 noundef 0, i32 noundef 44) #30
  %18 = trunc i64 %2 to i32
  %19 = inttoptr i32 %18 to ptr
  %20 = trunc nuw nsw i64 %3 to i32
  %21 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %19, i32 noundef %20) #30
  %22 = getelementptr inbounds nuw i8, ptr %6, i32 24
  %23 = load i32, ptr %22, align 4
  %24 = icmp ne i32 %23, 0
  %25 = select i1 %12, i1 %24, i1 false
  %26 = getelementptr inbounds nuw i8, ptr %6, i32 22
  %27 = load i16, ptr %26, align 2
  %28 = icmp ne i16 %27, 0
  %29 = select i1 %25, i1 true, i1 %28
  br i1 %29, label %65, label %30

30:                                               ; preds = %16
  %31 = call ptr @memset(ptr noundef %10, i32 noundef 0, i32 noundef 304) #30
  %32 = getelementptr inbounds nuw i8, ptr %6, i32 28
  %33 = call ptr @memcpy(ptr noundef %10, ptr noundef nonnull %32, i32 noundef %13) #30
  %34 = getelementptr inbounds nuw i8, ptr %10, i32 16
  %35 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %36 = call ptr @memcpy(ptr noundef nonnull %34, ptr noundef nonnull %35, i32 noundef %13) #30
  %37 = load i32, ptr %6, align 4
  %38 = getelementptr inbounds nuw i8, ptr %10, i32 32
  store i32 %37, ptr %38, align 4
  %39 = load i32, ptr %22, align 4
  %40 = and i32 %39, 1048575
  %41 = getelementptr inbounds nuw i8, ptr %10, i32 36
  store i32 %40, ptr %41, align 4
  %42 = getelementptr inbounds nuw i8, ptr %6, i32 20
  %43 = load i8, ptr %42, align 4
  %44 = getelementptr inbounds nuw i8, ptr %10, i32 44
  store i8 %43, ptr %44, align 4
  %45 = getelementptr inbounds nuw i8, ptr %6, i32 21
  %46 = load i8, ptr %45, align 1
  %47 = getelementptr inbounds nuw i8, ptr %10, i32 45
  store i8 %46, ptr %47, align 1
  %48 = trunc nuw nsw i64 %11 to i8
  %49 = getelementptr inbounds nuw i8, ptr %10, i32 46
  store i8 %48, ptr %49, align 2
  %50 = trunc nuw nsw i64 %4 to i32
  %51 = shl nuw nsw i32 %50, 6
  %52 = and i32 %51, 256
  %53 = and i64 %4, 2
  %54 = icmp eq i64 %53, 0
  %55 = zext i1 %54 to i32
  %56 = and i32 %50, 8
  %57 = icmp samesign ult i64 %4, 16
  %58 = select i1 %57, i32 4, i32 0
  %59 = or disjoint i32 %56, %58
  %60 = or disjoint i32 %59, %55
  %61 = or disjoint i32 %60, %52
  %62 = or disjoint i32 %61, 8192
  %63 = getelementptr inbounds nuw i8, ptr %10, i32 40
  store i32 %62, ptr %63, align 4
  %64 = getelementptr inbounds nuw i8, ptr %0, i32 307
  store i8 1, ptr %64, align 1
  br label %65

65:                                               ; preds = %15, %16, %5, %30
  %66 = phi i64 [ 0, %30 ], [ -22, %5 ], [ -22, %15 ], [ -22, %16 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %66
}

; Function Attrs: nounwind
define hidden range(i64 -71, 1) i64 @pp_skb_get_tunnel_key(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.tunnel_key, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %17, label %11

11:                                               ; preds = %5
  %12 = inttoptr i32 %9 to ptr
  %13 = load i64, ptr %12, align 8
  %14 = and i64 %13, 512
  %15 = icmp eq i64 %14, 0
  %16 = select i1 %15, ptr null, ptr %12
  br label %17

17:                                               ; preds = %11, %5
  %18 = phi ptr [ null, %5 ], [ %16, %11 ]
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %20 = load i8, ptr %19, align 1
  %21 = icmp eq i8 %20, 0
  br i1 %21, label %27, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 552
  %24 = load i64, ptr %23, align 8
  %25 = trunc i64 %24 to i32
  %26 = inttoptr i32 %25 to ptr
  br label %31

27:                                               ; preds = %17
  %28 = icmp eq ptr %18, null
  %29 = getelementptr inbounds nuw i8, ptr %18, i32 112
  %30 = select i1 %28, ptr null, ptr %29
  br label %31

31:                                               ; preds = %22, %27
  %32 = phi ptr [ %26, %22 ], [ %30, %27 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %33 = icmp ne ptr %32, null
  %34 = and i64 %4, -18
  %35 = icmp eq i64 %34, 0
  %36 = and i1 %35, %33
  br i1 %36, label %37, label %48

37:                                               ; preds = %31
  %38 = getelementptr inbounds nuw i8, ptr %32, i32 46
  %39 = load i8, ptr %38, align 2
  %40 = zext i8 %39 to i64
  %41 = and i64 %4, 1
  %42 = icmp eq i64 %41, %40
  br i1 %42, label %43, label %48

43:                                               ; preds = %37
  switch i64 %3, label %48 [
    i64 8, label %44
    i64 22, label %85
    i64 24, label %85
    i64 28, label %85
    i64 44, label %85
  ]

44:                                               ; preds = %43
  %45 = icmp eq i8 %39, 0
  br i1 %45, label %85, label %46

46:                                               ; preds = %44
  %47 = trunc i64 %2 to i32
  br label %76

48:                                               ; preds = %43, %31, %37
  %49 = phi i32 [ -71, %37 ], [ -22, %31 ], [ -22, %43 ]
  %50 = icmp ugt i64 %3, 262144
  %51 = trunc i64 %2 to i32
  %52 = trunc nuw nsw i64 %3 to i32
  br i1 %50, label %53, label %76

53:                                               ; preds = %48
  %54 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %55 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %56

56:                                               ; preds = %69, %53
  %57 = phi i64 [ %3, %53 ], [ %70, %69 ]
  %58 = phi i64 [ %2, %53 ], [ %71, %69 ]
  %59 = trunc i64 %58 to i32
  %60 = inttoptr i32 %59 to ptr
  %61 = tail call ptr @memset(ptr noundef %60, i32 noundef 0, i32 noundef 262144) #30
  %62 = load i32, ptr %54, align 8
  %63 = icmp eq i32 %62, 0
  br i1 %63, label %64, label %82

64:                                               ; preds = %56
  %65 = load i32, ptr %55, align 4
  %66 = and i32 %65, 1048575
  %67 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %66) #28
  %68 = icmp eq i64 %67, 0
  br i1 %68, label %82, label %69

69:                                               ; preds = %64
  %70 = add i64 %57, -262144
  %71 = add i64 %58, 262144
  %72 = icmp ugt i64 %70, 262144
  br i1 %72, label %56, label %73, !llvm.loop !32

73:                                               ; preds = %69
  %74 = trunc nuw nsw i64 %70 to i32
  %75 = trunc i64 %71 to i32
  br label %76

76:                                               ; preds = %46, %73, %48
  %77 = phi i32 [ %49, %48 ], [ %49, %73 ], [ -22, %46 ]
  %78 = phi i32 [ %51, %48 ], [ %75, %73 ], [ %47, %46 ]
  %79 = phi i32 [ %52, %48 ], [ %74, %73 ], [ 8, %46 ]
  %80 = inttoptr i32 %78 to ptr
  %81 = tail call ptr @memset(ptr noundef %80, i32 noundef 0, i32 noundef %79) #30
  br label %82

82:                                               ; preds = %56, %64, %76
  %83 = phi i32 [ %77, %76 ], [ %49, %64 ], [ %49, %56 ]
  %84 = sext i32 %83 to i64
  br label %115

85:                                               ; preds = %43, %43, %43, %43, %44
  %86 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %87 = call ptr @memcpy(ptr noundef nonnull %86, ptr noundef nonnull %32, i32 noundef 16) #30
  %88 = getelementptr inbounds nuw i8, ptr %6, i32 28
  %89 = getelementptr inbounds nuw i8, ptr %32, i32 16
  %90 = call ptr @memcpy(ptr noundef nonnull %88, ptr noundef nonnull %89, i32 noundef 16) #30
  %91 = getelementptr inbounds nuw i8, ptr %32, i32 32
  %92 = load i32, ptr %91, align 4
  store i32 %92, ptr %6, align 4
  %93 = getelementptr inbounds nuw i8, ptr %32, i32 36
  %94 = load i32, ptr %93, align 4
  %95 = getelementptr inbounds nuw i8, ptr %6, i32 24
  store i32 %94, ptr %95, align 4
  %96 = getelementptr inbounds nuw i8, ptr %32, i32 44
  %97 = load i8, ptr %96, align 4
  %98 = getelementptr inbounds nuw i8, ptr %6, i32 20
  store i8 %97, ptr %98, align 4
  %99 = getelementptr inbounds nuw i8, ptr %32, i32 45
  %100 = load i8, ptr %99, align 1
  %101 = getelementptr inbounds nuw i8, ptr %6, i32 21
  store i8 %100, ptr %101, align 1
  %102 = icmp samesign ult i64 %4, 16
  br i1 %102, label %108, label %103

103:                                              ; preds = %85
  %104 = getelementptr inbounds nuw i8, ptr %32, i32 40
  %105 = load i32, ptr %104, align 4
  %106 = trunc i32 %105 to i16
  %107 = call i16 @llvm.bswap.i16(i16 %106)
  br label %108

108:                                              ; preds = %85, %103
  %109 = phi i16 [ %107, %103 ], [ 0, %85 ]
  %110 = getelementptr inbounds nuw i8, ptr %6, i32 22
  store i16 %109, ptr %110, align 2
  %111 = trunc i64 %2 to i32
  %112 = inttoptr i32 %111 to ptr
  %113 = trunc nuw nsw i64 %3 to i32
  %114 = call ptr @memcpy(ptr noundef %112, ptr noundef nonnull %6, i32 noundef %113) #30
  br label %115

115:                                              ; preds = %108, %82
  %116 = phi i64 [ %84, %82 ], [ 0, %108 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %116
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_set_tunnel_opt(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 552
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %10 = load i8, ptr %9, align 1
  %11 = icmp ne i8 %10, 0
  %12 = and i64 %3, 3
  %13 = icmp eq i64 %12, 0
  %14 = and i1 %13, %11
  br i1 %14, label %15, label %30

15:                                               ; preds = %4
  %16 = icmp ugt i64 %3, 255
  br i1 %16, label %30, label %17

17:                                               ; preds = %15
  %18 = getelementptr inbounds nuw i8, ptr %8, i32 48
  %19 = trunc i64 %2 to i32
  %20 = inttoptr i32 %19 to ptr
  %21 = trunc nuw nsw i64 %3 to i32
  %22 = tail call ptr @memcpy(ptr noundef nonnull %18, ptr noundef %20, i32 noundef %21) #30
  %23 = trunc nuw i64 %3 to i8
  %24 = getelementptr inbounds nuw i8, ptr %8, i32 47
  store i8 %23, ptr %24, align 1
  %25 = icmp eq i64 %3, 0
  %26 = select i1 %25, i32 0, i32 55296
  %27 = getelementptr inbounds nuw i8, ptr %8, i32 40
  %28 = load i32, ptr %27, align 4
  %29 = or i32 %28, %26
  store i32 %29, ptr %27, align 4
  br label %30

30:                                               ; preds = %15, %4, %17
  %31 = phi i64 [ 0, %17 ], [ -22, %4 ], [ -12, %15 ]
  ret i64 %31
}

; Function Attrs: nounwind
define hidden range(i64 -12, 256) i64 @pp_skb_get_tunnel_opt(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %15, label %9

9:                                                ; preds = %4
  %10 = inttoptr i32 %7 to ptr
  %11 = load i64, ptr %10, align 8
  %12 = and i64 %11, 512
  %13 = icmp eq i64 %12, 0
  %14 = select i1 %13, ptr null, ptr %10
  br label %15

15:                                               ; preds = %9, %4
  %16 = phi ptr [ null, %4 ], [ %14, %9 ]
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %18 = load i8, ptr %17, align 1
  %19 = icmp eq i8 %18, 0
  br i1 %19, label %25, label %20

20:                                               ; preds = %15
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 552
  %22 = load i64, ptr %21, align 8
  %23 = trunc i64 %22 to i32
  %24 = inttoptr i32 %23 to ptr
  br label %29

25:                                               ; preds = %15
  %26 = icmp eq ptr %16, null
  %27 = getelementptr inbounds nuw i8, ptr %16, i32 112
  %28 = select i1 %26, ptr null, ptr %27
  br label %29

29:                                               ; preds = %20, %25
  %30 = phi ptr [ %24, %20 ], [ %28, %25 ]
  %31 = icmp ugt i64 %3, 262144
  %32 = trunc i64 %2 to i32
  %33 = trunc nuw nsw i64 %3 to i32
  br i1 %31, label %34, label %57

34:                                               ; preds = %29
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %36 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %37

37:                                               ; preds = %50, %34
  %38 = phi i64 [ %3, %34 ], [ %51, %50 ]
  %39 = phi i64 [ %2, %34 ], [ %52, %50 ]
  %40 = trunc i64 %39 to i32
  %41 = inttoptr i32 %40 to ptr
  %42 = tail call ptr @memset(ptr noundef %41, i32 noundef 0, i32 noundef 262144) #30
  %43 = load i32, ptr %35, align 8
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %45, label %62

45:                                               ; preds = %37
  %46 = load i32, ptr %36, align 4
  %47 = and i32 %46, 1048575
  %48 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %47) #28
  %49 = icmp eq i64 %48, 0
  br i1 %49, label %62, label %50

50:                                               ; preds = %45
  %51 = add i64 %38, -262144
  %52 = add i64 %39, 262144
  %53 = icmp ugt i64 %51, 262144
  br i1 %53, label %37, label %54, !llvm.loop !32

54:                                               ; preds = %50
  %55 = trunc nuw nsw i64 %51 to i32
  %56 = trunc i64 %52 to i32
  br label %57

57:                                               ; preds = %54, %29
  %58 = phi i32 [ %32, %29 ], [ %56, %54 ]
  %59 = phi i32 [ %33, %29 ], [ %55, %54 ]
  %60 = inttoptr i32 %58 to ptr
  %61 = tail call ptr @memset(ptr noundef %60, i32 noundef 0, i32 noundef %59) #30
  br label %62

62:                                               ; preds = %37, %45, %57
  %63 = icmp eq ptr %30, null
  br i1 %63, label %81, label %64

64:                                               ; preds = %62
  %65 = getelementptr inbounds nuw i8, ptr %30, i32 40
  %66 = load i32, ptr %65, align 4
  %67 = and i32 %66, 55296
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %81, label %69

69:                                               ; preds = %64
  %70 = getelementptr inbounds nuw i8, ptr %30, i32 47
  %71 = load i8, ptr %70, align 1
  %72 = zext i8 %71 to i64
  %73 = icmp ult i64 %3, %72
  br i1 %73, label %81, label %74

74:                                               ; preds = %69
  %75 = inttoptr i32 %32 to ptr
  %76 = getelementptr inbounds nuw i8, ptr %30, i32 48
  %77 = zext i8 %71 to i32
  %78 = tail call ptr @memcpy(ptr noundef %75, ptr noundef nonnull %76, i32 noundef %77) #30
  %79 = load i8, ptr %70, align 1
  %80 = zext i8 %79 to i64
  br label %81

81:                                               ; preds = %69, %62, %64, %74
  %82 = phi i64 [ -2, %62 ], [ %80, %74 ], [ -2, %64 ], [ -12, %69 ]
  ret i64 %82
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_get_func_arg(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #14 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %8 = load i64, ptr %7, align 8
  %9 = sub i64 %6, %8
  %10 = lshr i64 %9, 3
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %30, label %12

12:                                               ; preds = %4
  %13 = and i64 %2, 4294967295
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 560
  %15 = load i64, ptr %14, align 8
  %16 = add i64 %15, -25
  %17 = icmp ult i64 %16, 2
  %18 = sext i1 %17 to i64
  %19 = add nsw i64 %10, %18
  %20 = icmp samesign ult i64 %13, %19
  br i1 %20, label %21, label %30

21:                                               ; preds = %12
  %22 = trunc i64 %2 to i32
  %23 = trunc i64 %3 to i32
  %24 = inttoptr i32 %23 to ptr
  %25 = shl i32 %22, 3
  %26 = trunc i64 %1 to i32
  %27 = add i32 %25, %26
  %28 = inttoptr i32 %27 to ptr
  %29 = load i64, ptr %28, align 1
  store i64 %29, ptr %24, align 1
  br label %30

30:                                               ; preds = %4, %12, %21
  %31 = phi i64 [ 0, %21 ], [ -22, %12 ], [ -22, %4 ]
  ret i64 %31
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -95, 1) i64 @pp_get_func_ret(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #14 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 560
  %5 = load i64, ptr %4, align 8
  %6 = add i64 %5, -25
  %7 = icmp ult i64 %6, 2
  br i1 %7, label %8, label %25

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %12 = load i64, ptr %11, align 8
  %13 = icmp eq i64 %10, %12
  br i1 %13, label %25, label %14

14:                                               ; preds = %8
  %15 = trunc i64 %2 to i32
  %16 = inttoptr i32 %15 to ptr
  %17 = sub i64 %10, %12
  %18 = lshr i64 %17, 3
  %19 = tail call i64 @llvm.usub.sat.i64(i64 %18, i64 1)
  %20 = shl nuw i64 %19, 3
  %21 = add i64 %20, %1
  %22 = trunc i64 %21 to i32
  %23 = inttoptr i32 %22 to ptr
  %24 = load i64, ptr %23, align 1
  store i64 %24, ptr %16, align 1
  br label %25

25:                                               ; preds = %3, %8, %14
  %26 = phi i64 [ 0, %14 ], [ -95, %8 ], [ -95, %3 ]
  ret i64 %26
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 0, 2305843009213693952) i64 @pp_get_func_arg_cnt(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #11 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %6 = load i64, ptr %5, align 8
  %7 = sub i64 %4, %6
  %8 = lshr i64 %7, 3
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %17, label %10

10:                                               ; preds = %2
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 560
  %12 = load i64, ptr %11, align 8
  %13 = add i64 %12, -25
  %14 = icmp ult i64 %13, 2
  %15 = sext i1 %14 to i64
  %16 = add nsw i64 %8, %15
  br label %17

17:                                               ; preds = %2, %10
  %18 = phi i64 [ %16, %10 ], [ 0, %2 ]
  ret i64 %18
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write)
define hidden noundef i64 @pp_set_retval_of_function(ptr noundef writeonly captures(none) initializes((512, 520)) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #17 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 516
  store i32 1, ptr %4, align 4
  %5 = trunc i64 %2 to i32
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 512
  store i32 %5, ptr %6, align 8
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_send_signal(ptr noundef %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = alloca [2 x i32], align 4
  %4 = trunc i64 %1 to i32
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  store i32 %4, ptr %3, align 4
  %5 = getelementptr inbounds nuw i8, ptr %3, i32 4
  store i32 0, ptr %5, align 4
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %7 = load i64, ptr %6, align 8
  %8 = trunc i64 %7 to i32
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %19, label %10

10:                                               ; preds = %2
  %11 = inttoptr i32 %8 to ptr
  %12 = load i64, ptr %11, align 8
  %13 = and i64 %12, 4
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %19, label %15

15:                                               ; preds = %10
  %16 = getelementptr inbounds nuw i8, ptr %11, i32 48
  %17 = load i64, ptr %16, align 8
  %18 = and i64 %17, -4294967296
  br label %24

19:                                               ; preds = %10, %2
  %20 = tail call i32 @getpid() #30
  %21 = sext i32 %20 to i64
  %22 = shl nsw i64 %21, 32
  %23 = tail call i32 @gettid() #30
  br label %24

24:                                               ; preds = %19, %15
  %25 = phi i64 [ %18, %15 ], [ %22, %19 ]
  %26 = icmp eq i64 %25, 4294967296
  br i1 %26, label %34, label %27

27:                                               ; preds = %24
  %28 = icmp ugt i32 %4, 64
  br i1 %28, label %34, label %29

29:                                               ; preds = %27
  %30 = icmp eq i32 %4, 0
  br i1 %30, label %34, label %31

31:                                               ; preds = %29
  %32 = ptrtoint ptr %3 to i32
  %33 = zext i32 %32 to i64
  call fastcc void @log_record(ptr noundef nonnull %0, i32 noundef 3, i64 noundef %33, i64 noundef 8, i64 noundef 0, i64 noundef 0) #28
  br label %34

34:                                               ; preds = %24, %27, %29, %31
  %35 = phi i64 [ -22, %27 ], [ -1, %24 ], [ 0, %31 ], [ 0, %29 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  ret i64 %35
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_send_signal_thread(ptr noundef %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = alloca [2 x i32], align 4
  %4 = trunc i64 %1 to i32
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  store i32 %4, ptr %3, align 4
  %5 = getelementptr inbounds nuw i8, ptr %3, i32 4
  store i32 1, ptr %5, align 4
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %7 = load i64, ptr %6, align 8
  %8 = trunc i64 %7 to i32
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %19, label %10

10:                                               ; preds = %2
  %11 = inttoptr i32 %8 to ptr
  %12 = load i64, ptr %11, align 8
  %13 = and i64 %12, 4
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %19, label %15

15:                                               ; preds = %10
  %16 = getelementptr inbounds nuw i8, ptr %11, i32 48
  %17 = load i64, ptr %16, align 8
  %18 = and i64 %17, -4294967296
  br label %24

19:                                               ; preds = %10, %2
  %20 = tail call i32 @getpid() #30
  %21 = sext i32 %20 to i64
  %22 = shl nsw i64 %21, 32
  %23 = tail call i32 @gettid() #30
  br label %24

24:                                               ; preds = %19, %15
  %25 = phi i64 [ %18, %15 ], [ %22, %19 ]
  %26 = icmp eq i64 %25, 4294967296
  br i1 %26, label %34, label %27

27:                                               ; preds = %24
  %28 = icmp ugt i32 %4, 64
  br i1 %28, label %34, label %29

29:                                               ; preds = %27
  %30 = icmp eq i32 %4, 0
  br i1 %30, label %34, label %31

31:                                               ; preds = %29
  %32 = ptrtoint ptr %3 to i32
  %33 = zext i32 %32 to i64
  call fastcc void @log_record(ptr noundef nonnull %0, i32 noundef 3, i64 noundef %33, i64 noundef 8, i64 noundef 0, i64 noundef 0) #28
  br label %34

34:                                               ; preds = %24, %27, %29, %31
  %35 = phi i64 [ -22, %27 ], [ -1, %24 ], [ 0, %31 ], [ 0, %29 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  ret i64 %35
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -1) i64 @pp_read_branch_records(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #10 {
  %6 = icmp ult i64 %4, 2
  %7 = select i1 %6, i64 -2, i64 -22
  ret i64 %7
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -1) i64 @pp_get_branch_snapshot(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #10 {
  %5 = icmp eq i64 %3, 0
  %6 = select i1 %5, i64 -2, i64 -22
  ret i64 %6
}

; Function Attrs: nounwind
define hidden i64 @pp_trace_printk(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = alloca [3 x i64], align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  store i64 %3, ptr %7, align 8
  %8 = getelementptr inbounds nuw i8, ptr %7, i32 8
  store i64 %4, ptr %8, align 8
  %9 = getelementptr inbounds nuw i8, ptr %7, i32 16
  store i64 %5, ptr %9, align 8
  %10 = call fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef %7, i32 noundef 3) #28
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  ret i64 %10
}

; Function Attrs: nounwind
define internal fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef nonnull readonly captures(none) %3, i32 noundef range(i32 0, 13) %4) unnamed_addr #0 {
  %6 = alloca [1024 x i8], align 1
  %7 = alloca %struct.text, align 8
  %8 = alloca %struct.prepared, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  store ptr %6, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %7, i32 4
  store i32 0, ptr %9, align 4
  %10 = getelementptr inbounds nuw i8, ptr %7, i32 8
  store i64 1023, ptr %10, align 8
  %11 = getelementptr inbounds nuw i8, ptr %7, i32 16
  store i64 0, ptr %11, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(620) %8, i8 0, i32 620, i1 false)
  %12 = trunc i64 %1 to i32
  %13 = inttoptr i32 %12 to ptr
  %14 = trunc i64 %2 to i32
  %15 = getelementptr inbounds nuw i8, ptr %13, i32 %14
  %16 = icmp eq i32 %14, 0
  br i1 %16, label %42, label %17

17:                                               ; preds = %5
  %18 = icmp eq ptr %0, null
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %21

21:                                               ; preds = %17, %40
  %22 = phi ptr [ %13, %17 ], [ %26, %40 ]
  %23 = load atomic i8, ptr %22 monotonic, align 1
  %24 = icmp eq i8 %23, 0
  br i1 %24, label %42, label %25

25:                                               ; preds = %21
  %26 = getelementptr inbounds nuw i8, ptr %22, i32 1
  %27 = ptrtoint ptr %26 to i32
  %28 = sub i32 %27, %12
  %29 = and i32 %28, 262143
  %30 = icmp ne i32 %29, 0
  %31 = or i1 %18, %30
  br i1 %31, label %40, label %32

32:                                               ; preds = %25
  %33 = load i32, ptr %19, align 8
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %35, label %54

35:                                               ; preds = %32
  %36 = load i32, ptr %20, align 4
  %37 = and i32 %36, 1048575
  %38 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %37) #28
  %39 = icmp eq i64 %38, 0
  br i1 %39, label %54, label %40

40:                                               ; preds = %35, %25
  %41 = icmp ult ptr %26, %15
  br i1 %41, label %21, label %42, !llvm.loop !47

42:                                               ; preds = %21, %40, %5
  %43 = phi ptr [ %13, %5 ], [ %26, %40 ], [ %22, %21 ]
  %44 = icmp eq ptr %43, %15
  br i1 %44, label %54, label %45

45:                                               ; preds = %42
  %46 = call fastcc i64 @print(ptr noundef %0, ptr noundef %7, ptr noundef %13, ptr noundef %43, ptr noundef %3, i32 noundef %4, ptr noundef %8) #28
  %47 = icmp eq i64 %46, 0
  br i1 %47, label %48, label %54

48:                                               ; preds = %45
  %49 = load i64, ptr %11, align 8
  %50 = load i64, ptr %10, align 8
  %51 = call i64 @llvm.umin.i64(i64 %49, i64 %50)
  %52 = ptrtoint ptr %6 to i32
  %53 = zext i32 %52 to i64
  call fastcc void @log_record(ptr noundef %0, i32 noundef 1, i64 noundef %53, i64 noundef %51, i64 noundef 0, i64 noundef 0) #28
  br label %54

54:                                               ; preds = %32, %35, %42, %45, %48
  %55 = phi i64 [ %49, %48 ], [ -22, %42 ], [ %46, %45 ], [ -22, %35 ], [ -22, %32 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %55
}

; Function Attrs: nounwind
define hidden i64 @pp_trace_vprintk(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca [12 x i64], align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %7 = and i64 %4, 7
  %8 = icmp ne i64 %7, 0
  %9 = icmp ugt i64 %4, 96
  %10 = or i1 %9, %8
  br i1 %10, label %23, label %11

11:                                               ; preds = %5
  %12 = icmp eq i64 %4, 0
  %13 = icmp ne i64 %3, 0
  %14 = or i1 %13, %12
  br i1 %14, label %15, label %23

15:                                               ; preds = %11
  %16 = trunc i64 %3 to i32
  %17 = inttoptr i32 %16 to ptr
  %18 = trunc nuw nsw i64 %4 to i32
  %19 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %17, i32 noundef %18) #30
  %20 = lshr exact i64 %4, 3
  %21 = trunc nuw nsw i64 %20 to i32
  %22 = call fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef %6, i32 noundef %21) #28
  br label %23

23:                                               ; preds = %5, %11, %15
  %24 = phi i64 [ %22, %15 ], [ -22, %5 ], [ -22, %11 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %24
}

; Function Attrs: nounwind
define hidden range(i64 -9223372036854775808, 1) i64 @pp_seq_printf(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = alloca [12 x i64], align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  %8 = and i64 %5, 7
  %9 = icmp ne i64 %8, 0
  %10 = icmp ugt i64 %5, 96
  %11 = or i1 %10, %9
  br i1 %11, label %25, label %12

12:                                               ; preds = %6
  %13 = icmp eq i64 %5, 0
  %14 = icmp ne i64 %4, 0
  %15 = or i1 %14, %13
  br i1 %15, label %16, label %25

16:                                               ; preds = %12
  %17 = trunc i64 %4 to i32
  %18 = inttoptr i32 %17 to ptr
  %19 = trunc nuw nsw i64 %5 to i32
  %20 = call ptr @memcpy(ptr noundef nonnull %7, ptr noundef %18, i32 noundef %19) #30
  %21 = lshr exact i64 %5, 3
  %22 = trunc nuw nsw i64 %21 to i32
  %23 = call fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %2, i64 noundef %3, ptr noundef %7, i32 noundef %22) #28
  %24 = call i64 @llvm.smin.i64(i64 %23, i64 0)
  br label %25

25:                                               ; preds = %6, %12, %16
  %26 = phi i64 [ %24, %16 ], [ -22, %6 ], [ -22, %12 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  ret i64 %26
}

; Function Attrs: nounwind
define hidden noundef i64 @pp_seq_write(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %3, 0
  br i1 %5, label %7, label %6

6:                                                ; preds = %4
  tail call fastcc void @log_record(ptr noundef %0, i32 noundef 1, i64 noundef %2, i64 noundef %3, i64 noundef 0, i64 noundef 0) #28
  br label %7

7:                                                ; preds = %6, %4
  ret i64 0
}

; Function Attrs: nounwind
define hidden i64 @pp_snprintf(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6) local_unnamed_addr #0 {
  %8 = alloca %struct.text, align 8
  %9 = alloca %struct.text, align 8
  %10 = alloca %struct.prepared, align 4
  %11 = alloca [12 x i64], align 8
  %12 = alloca [1024 x i8], align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  %13 = trunc i64 %1 to i32
  %14 = inttoptr i32 %13 to ptr
  store ptr %14, ptr %8, align 8
  %15 = getelementptr inbounds nuw i8, ptr %8, i32 4
  store i32 0, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %17 = icmp eq i64 %2, 0
  %18 = tail call i64 @llvm.usub.sat.i64(i64 %2, i64 1)
  store i64 %18, ptr %16, align 8
  %19 = getelementptr inbounds nuw i8, ptr %8, i32 16
  store i64 0, ptr %19, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(24) %9, i8 0, i32 24, i1 false)
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(620) %10, i8 0, i32 620, i1 false)
  call void @llvm.lifetime.start.p0(ptr nonnull %11) #29
  %20 = and i64 %6, 7
  %21 = icmp ne i64 %20, 0
  %22 = icmp ugt i64 %6, 96
  %23 = or i1 %22, %21
  br i1 %23, label %35, label %24

24:                                               ; preds = %7
  %25 = icmp eq i64 %6, 0
  %26 = icmp ne i64 %5, 0
  %27 = or i1 %26, %25
  br i1 %27, label %28, label %35

28:                                               ; preds = %24
  %29 = trunc i64 %5 to i32
  %30 = inttoptr i32 %29 to ptr
  %31 = trunc nuw nsw i64 %6 to i32
  %32 = call ptr @memcpy(ptr noundef nonnull %11, ptr noundef %30, i32 noundef %31) #30
  %33 = lshr exact i64 %6, 3
  %34 = trunc nuw nsw i64 %33 to i32
  br label %35

35:                                               ; preds = %7, %24, %28
  %36 = phi i32 [ %34, %28 ], [ 13, %24 ], [ 13, %7 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %12) #29
  %37 = and i64 %4, 1
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %44, label %39

39:                                               ; preds = %35
  %40 = trunc i64 %3 to i32
  %41 = inttoptr i32 %40 to ptr
  %42 = lshr i64 %4, 1
  %43 = trunc i64 %42 to i32
  br label %52

44:                                               ; preds = %35
  %45 = lshr exact i64 %4, 1
  %46 = trunc i64 %3 to i32
  %47 = inttoptr i32 %46 to ptr
  %48 = trunc i64 %45 to i32
  %49 = add i32 %48, -1
  %50 = call ptr @memcpy(ptr noundef nonnull %12, ptr noundef %47, i32 noundef %49) #30
  %51 = getelementptr inbounds nuw i8, ptr %12, i32 %49
  store i8 0, ptr %51, align 1
  br label %52

52:                                               ; preds = %39, %44
  %53 = phi i32 [ %43, %39 ], [ %48, %44 ]
  %54 = phi ptr [ %41, %39 ], [ %12, %44 ]
  %55 = getelementptr inbounds nuw i8, ptr %54, i32 %53
  %56 = getelementptr inbounds i8, ptr %55, i32 -1
  %57 = icmp samesign ugt i32 %36, 12
  br i1 %57, label %73, label %58

58:                                               ; preds = %52
  %59 = call fastcc i64 @print(ptr noundef %0, ptr noundef %9, ptr noundef %54, ptr noundef nonnull %56, ptr noundef %11, i32 noundef %36, ptr noundef %10) #28
  %60 = icmp eq i64 %59, 0
  br i1 %60, label %61, label %73

61:                                               ; preds = %58
  %62 = getelementptr inbounds nuw i8, ptr %10, i32 520
  store i32 1, ptr %62, align 4
  %63 = call fastcc i64 @print(ptr noundef %0, ptr noundef %8, ptr noundef nonnull %54, ptr noundef nonnull %56, ptr noundef %11, i32 noundef %36, ptr noundef %10) #28
  %64 = load i64, ptr %19, align 8
  br i1 %17, label %71, label %65

65:                                               ; preds = %61
  %66 = load ptr, ptr %8, align 8
  %67 = load i64, ptr %16, align 8
  %68 = call i64 @llvm.umin.i64(i64 %64, i64 %67)
  %69 = trunc i64 %68 to i32
  %70 = getelementptr inbounds nuw i8, ptr %66, i32 %69
  store i8 0, ptr %70, align 1
  br label %71

71:                                               ; preds = %65, %61
  %72 = add i64 %64, 1
  br label %73

73:                                               ; preds = %58, %52, %71
  %74 = phi i64 [ %72, %71 ], [ -22, %52 ], [ %59, %58 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %12) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %11) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  ret i64 %74
}

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @print(ptr noundef %0, ptr noundef nonnull captures(none) %1, ptr noundef %2, ptr noundef %3, ptr noundef nonnull readonly captures(none) %4, i32 noundef range(i32 0, 13) %5, ptr noundef nonnull initializes((516, 520)) %6) unnamed_addr #0 {
  %8 = alloca [18 x i8], align 1
  %9 = alloca %struct.text, align 8
  %10 = alloca %struct.field, align 4
  %11 = alloca %struct.field, align 4
  %12 = alloca i8, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %11) #29
  %13 = getelementptr inbounds nuw i8, ptr %6, i32 516
  store i32 0, ptr %13, align 4
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %16 = icmp ult ptr %2, %3
  br i1 %16, label %17, label %377

17:                                               ; preds = %7
  %18 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %19 = icmp eq ptr %0, null
  %20 = getelementptr inbounds nuw i8, ptr %11, i32 8
  %21 = getelementptr inbounds nuw i8, ptr %11, i32 4
  %22 = getelementptr inbounds nuw i8, ptr %11, i32 12
  %23 = getelementptr inbounds nuw i8, ptr %11, i32 16
  %24 = getelementptr inbounds nuw i8, ptr %6, i32 512
  %25 = getelementptr inbounds nuw i8, ptr %6, i32 520
  %26 = getelementptr inbounds nuw i8, ptr %6, i32 524
  %27 = getelementptr inbounds nuw i8, ptr %9, i32 4
  %28 = getelementptr inbounds nuw i8, ptr %9, i32 8
  %29 = getelementptr inbounds nuw i8, ptr %9, i32 16
  %30 = getelementptr inbounds nuw i8, ptr %8, i32 1
  %31 = getelementptr inbounds nuw i8, ptr %1, i32 8
  br label %32

32:                                               ; preds = %17, %374
  %33 = phi i64 [ 0, %17 ], [ %52, %374 ]
  %34 = phi ptr [ %2, %17 ], [ %375, %374 ]
  %35 = load atomic i8, ptr %34 monotonic, align 1
  %36 = icmp eq i8 %35, 0
  br i1 %36, label %377, label %37

37:                                               ; preds = %32
  %38 = load i64, ptr %18, align 8
  %39 = sub i64 %38, %33
  %40 = icmp ult i64 %39, 262145
  %41 = or i1 %40, %19
  %42 = select i1 %40, i64 %33, i64 %38
  br i1 %41, label %51, label %43

43:                                               ; preds = %37
  %44 = load i32, ptr %14, align 8
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %46, label %377

46:                                               ; preds = %43
  %47 = load i32, ptr %15, align 4
  %48 = and i32 %47, 1048575
  %49 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %48) #28
  %50 = icmp eq i64 %49, 0
  br i1 %50, label %377, label %51

51:                                               ; preds = %37, %46
  %52 = phi i64 [ %38, %46 ], [ %42, %37 ]
  %53 = icmp ugt i8 %35, 126
  br i1 %53, label %377, label %54

54:                                               ; preds = %51
  %55 = icmp samesign ult i8 %35, 32
  br i1 %55, label %56, label %59

56:                                               ; preds = %54
  %57 = add nsw i8 %35, -14
  %58 = icmp ult i8 %57, -5
  br i1 %58, label %377, label %61

59:                                               ; preds = %54
  %60 = icmp eq i8 %35, 37
  br i1 %60, label %74, label %61

61:                                               ; preds = %56, %59
  %62 = load i64, ptr %18, align 8
  %63 = load i64, ptr %31, align 8
  %64 = icmp ult i64 %62, %63
  br i1 %64, label %65, label %70

65:                                               ; preds = %61
  %66 = load ptr, ptr %1, align 8
  %67 = trunc i64 %62 to i32
  %68 = getelementptr inbounds nuw i8, ptr %66, i32 %67
  store i8 %35, ptr %68, align 1
  %69 = load i64, ptr %18, align 8
  br label %70

70:                                               ; preds = %61, %65
  %71 = phi i64 [ %69, %65 ], [ %62, %61 ]
  %72 = add i64 %71, 1
  store i64 %72, ptr %18, align 8
  %73 = getelementptr inbounds nuw i8, ptr %34, i32 1
  br label %374, !llvm.loop !48

74:                                               ; preds = %59
  %75 = getelementptr inbounds nuw i8, ptr %34, i32 1
  %76 = icmp ult ptr %75, %3
  br i1 %76, label %77, label %93

77:                                               ; preds = %74
  %78 = load atomic i8, ptr %75 monotonic, align 1
  %79 = icmp eq i8 %78, 37
  br i1 %79, label %80, label %93

80:                                               ; preds = %77
  %81 = load i64, ptr %18, align 8
  %82 = load i64, ptr %31, align 8
  %83 = icmp ult i64 %81, %82
  br i1 %83, label %84, label %89

84:                                               ; preds = %80
  %85 = load ptr, ptr %1, align 8
  %86 = trunc i64 %81 to i32
  %87 = getelementptr inbounds nuw i8, ptr %85, i32 %86
  store i8 37, ptr %87, align 1
  %88 = load i64, ptr %18, align 8
  br label %89

89:                                               ; preds = %80, %84
  %90 = phi i64 [ %88, %84 ], [ %81, %80 ]
  %91 = add i64 %90, 1
  store i64 %91, ptr %18, align 8
  %92 = getelementptr inbounds nuw i8, ptr %34, i32 2
  br label %374, !llvm.loop !48

93:                                               ; preds = %74, %77
  %94 = load i32, ptr %13, align 4
  %95 = icmp ult i32 %94, %5
  br i1 %95, label %96, label %377

96:                                               ; preds = %93
  %97 = getelementptr inbounds nuw i64, ptr %4, i32 %94
  %98 = load i64, ptr %97, align 8
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(20) %11, i8 0, i32 20, i1 false)
  %99 = ptrtoint ptr %75 to i32
  br label %100

100:                                              ; preds = %128, %96
  %101 = phi i32 [ 0, %96 ], [ %129, %128 ]
  %102 = phi i32 [ 0, %96 ], [ %130, %128 ]
  %103 = phi ptr [ %75, %96 ], [ %131, %128 ]
  %104 = ptrtoint ptr %103 to i32
  %105 = sub i32 %104, %99
  %106 = and i32 %105, 262143
  %107 = icmp ne i32 %106, 262143
  %108 = or i1 %19, %107
  br i1 %108, label %117, label %109

109:                                              ; preds = %100
  %110 = load i32, ptr %14, align 8
  %111 = icmp eq i32 %110, 0
  br i1 %111, label %112, label %325

112:                                              ; preds = %109
  %113 = load i32, ptr %15, align 4
  %114 = and i32 %113, 1048575
  %115 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %114) #28
  %116 = icmp eq i64 %115, 0
  br i1 %116, label %325, label %117

117:                                              ; preds = %112, %100
  %118 = icmp ult ptr %103, %3
  br i1 %118, label %119, label %167

119:                                              ; preds = %117
  %120 = load atomic i8, ptr %103 monotonic, align 1
  switch i8 %120, label %121 [
    i8 48, label %124
    i8 43, label %125
    i8 45, label %126
    i8 32, label %127
  ]

121:                                              ; preds = %119
  %122 = add i8 %120, -48
  %123 = icmp ult i8 %122, 10
  br i1 %123, label %132, label %167

124:                                              ; preds = %119
  store i32 1, ptr %22, align 4
  br label %128

125:                                              ; preds = %119
  store i32 1, ptr %21, align 4
  br label %128

126:                                              ; preds = %119
  store i32 1, ptr %11, align 4
  br label %128

127:                                              ; preds = %119
  store i32 1, ptr %20, align 4
  br label %128

128:                                              ; preds = %127, %126, %125, %124
  %129 = phi i32 [ 1, %127 ], [ %101, %126 ], [ %101, %125 ], [ %101, %124 ]
  %130 = phi i32 [ %102, %127 ], [ %102, %126 ], [ 1, %125 ], [ %102, %124 ]
  %131 = getelementptr inbounds nuw i8, ptr %103, i32 1
  br label %100, !llvm.loop !49

132:                                              ; preds = %121, %160
  %133 = phi i32 [ %157, %160 ], [ 0, %121 ]
  %134 = phi i8 [ %161, %160 ], [ %120, %121 ]
  %135 = phi ptr [ %158, %160 ], [ %103, %121 ]
  %136 = zext nneg i8 %134 to i32
  %137 = ptrtoint ptr %135 to i32
  %138 = sub i32 %137, %99
  %139 = and i32 %138, 262143
  %140 = icmp ne i32 %139, 262143
  %141 = or i1 %19, %140
  br i1 %141, label %150, label %142

142:                                              ; preds = %132
  %143 = load i32, ptr %14, align 8
  %144 = icmp eq i32 %143, 0
  br i1 %144, label %145, label %325

145:                                              ; preds = %142
  %146 = load i32, ptr %15, align 4
  %147 = and i32 %146, 1048575
  %148 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %147) #28
  %149 = icmp eq i64 %148, 0
  br i1 %149, label %325, label %150

150:                                              ; preds = %145, %132
  %151 = icmp ult i32 %133, 8388608
  br i1 %151, label %152, label %156

152:                                              ; preds = %150
  %153 = mul nuw nsw i32 %133, 10
  %154 = add nsw i32 %136, -48
  %155 = add nuw nsw i32 %154, %153
  store i32 %155, ptr %23, align 4
  br label %156

156:                                              ; preds = %152, %150
  %157 = phi i32 [ %133, %150 ], [ %155, %152 ]
  %158 = getelementptr inbounds nuw i8, ptr %135, i32 1
  %159 = icmp ult ptr %158, %3
  br i1 %159, label %160, label %164

160:                                              ; preds = %156
  %161 = load atomic i8, ptr %158 monotonic, align 1
  %162 = add i8 %161, -48
  %163 = icmp ult i8 %162, 10
  br i1 %163, label %132, label %164, !llvm.loop !50

164:                                              ; preds = %160, %156
  %165 = icmp ugt i32 %157, 8388607
  br i1 %165, label %166, label %167

166:                                              ; preds = %164
  store i32 8388607, ptr %23, align 4
  br label %167

167:                                              ; preds = %117, %121, %164, %166
  %168 = phi ptr [ %158, %164 ], [ %158, %166 ], [ %103, %121 ], [ %103, %117 ]
  %169 = phi i32 [ %157, %164 ], [ 8388607, %166 ], [ 0, %121 ], [ 0, %117 ]
  %170 = icmp ult ptr %168, %3
  br i1 %170, label %171, label %325

171:                                              ; preds = %167
  %172 = load atomic i8, ptr %168 monotonic, align 1
  switch i8 %172, label %313 [
    i8 112, label %173
    i8 115, label %281
    i8 99, label %298
  ]

173:                                              ; preds = %171
  %174 = getelementptr inbounds nuw i8, ptr %168, i32 1
  %175 = icmp ult ptr %174, %3
  br i1 %175, label %176, label %196

176:                                              ; preds = %173
  %177 = load atomic i8, ptr %174 monotonic, align 1
  %178 = icmp eq i8 %177, 0
  br i1 %178, label %196, label %179

179:                                              ; preds = %176
  %180 = getelementptr inbounds nuw i8, ptr %168, i32 2
  %181 = icmp ult ptr %180, %3
  br i1 %181, label %182, label %184

182:                                              ; preds = %179
  %183 = load atomic i8, ptr %180 monotonic, align 1
  br label %184

184:                                              ; preds = %182, %179
  %185 = phi i8 [ %183, %182 ], [ 0, %179 ]
  switch i8 %177, label %186 [
    i8 9, label %196
    i8 32, label %196
    i8 13, label %196
    i8 12, label %196
    i8 11, label %196
    i8 10, label %196
  ]

186:                                              ; preds = %184
  %187 = add i8 %177, -33
  %188 = icmp ult i8 %187, 94
  br i1 %188, label %189, label %214

189:                                              ; preds = %186
  %190 = add nsw i8 %177, -48
  %191 = icmp ult i8 %190, 10
  %192 = or i8 %177, 32
  %193 = add nsw i8 %192, -97
  %194 = icmp ult i8 %193, 26
  %195 = or i1 %191, %194
  br i1 %195, label %214, label %196

196:                                              ; preds = %189, %184, %184, %184, %184, %184, %184, %176, %173
  %197 = load i32, ptr %24, align 4
  %198 = add i32 %197, 3
  %199 = and i32 %198, -4
  %200 = load i32, ptr %25, align 4
  %201 = icmp eq i32 %200, 0
  br i1 %201, label %202, label %209

202:                                              ; preds = %196
  %203 = add i32 %199, 8
  %204 = icmp ugt i32 %203, 512
  br i1 %204, label %209, label %205

205:                                              ; preds = %202
  store i32 %203, ptr %24, align 4
  %206 = load i32, ptr %13, align 4
  %207 = getelementptr inbounds nuw %struct.anon, ptr %26, i32 %206
  store i32 %199, ptr %207, align 4
  %208 = getelementptr inbounds nuw i8, ptr %207, i32 4
  store i32 8, ptr %208, align 4
  br label %209

209:                                              ; preds = %205, %202, %196
  %210 = phi i64 [ 0, %205 ], [ 0, %196 ], [ -28, %202 ]
  %211 = icmp eq i32 %169, 0
  br i1 %211, label %212, label %213

212:                                              ; preds = %209
  store i32 16, ptr %23, align 4
  store i32 1, ptr %22, align 4
  br label %213

213:                                              ; preds = %212, %209
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull %11, i64 noundef %98, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #28
  br label %367

214:                                              ; preds = %189, %186
  %215 = icmp eq i8 %177, 107
  %216 = icmp eq i8 %177, 117
  %217 = or i1 %215, %216
  %218 = icmp eq i8 %185, 115
  %219 = select i1 %217, i1 %218, i1 false
  br i1 %219, label %220, label %237

220:                                              ; preds = %214
  %221 = getelementptr inbounds nuw i8, ptr %168, i32 3
  %222 = icmp ult ptr %221, %3
  br i1 %222, label %223, label %235

223:                                              ; preds = %220
  %224 = load atomic i8, ptr %221 monotonic, align 1
  switch i8 %224, label %225 [
    i8 0, label %235
    i8 32, label %235
    i8 13, label %235
    i8 12, label %235
    i8 11, label %235
    i8 10, label %235
    i8 9, label %235
  ]

225:                                              ; preds = %223
  %226 = add i8 %224, -33
  %227 = icmp ult i8 %226, 94
  br i1 %227, label %228, label %377

228:                                              ; preds = %225
  %229 = add nsw i8 %224, -48
  %230 = icmp ult i8 %229, 10
  %231 = or i8 %224, 32
  %232 = add nsw i8 %231, -97
  %233 = icmp ult i8 %232, 26
  %234 = or i1 %230, %233
  br i1 %234, label %377, label %235

235:                                              ; preds = %228, %223, %223, %223, %223, %223, %223, %223, %220
  %236 = call fastcc i64 @put_string(ptr noundef %0, ptr noundef nonnull %1, ptr noundef nonnull %11, ptr noundef nonnull %6, i64 noundef %98) #28
  br label %367

237:                                              ; preds = %214
  switch i8 %177, label %272 [
    i8 115, label %238
    i8 83, label %238
    i8 66, label %238
    i8 120, label %254
    i8 75, label %254
  ]

238:                                              ; preds = %237, %237, %237
  %239 = load i32, ptr %24, align 4
  %240 = add i32 %239, 3
  %241 = and i32 %240, -4
  %242 = load i32, ptr %25, align 4
  %243 = icmp eq i32 %242, 0
  br i1 %243, label %244, label %251

244:                                              ; preds = %238
  %245 = add i32 %241, 8
  %246 = icmp ugt i32 %245, 512
  br i1 %246, label %251, label %247

247:                                              ; preds = %244
  store i32 %245, ptr %24, align 4
  %248 = load i32, ptr %13, align 4
  %249 = getelementptr inbounds nuw %struct.anon, ptr %26, i32 %248
  store i32 %241, ptr %249, align 4
  %250 = getelementptr inbounds nuw i8, ptr %249, i32 4
  store i32 8, ptr %250, align 4
  br label %251

251:                                              ; preds = %247, %244, %238
  %252 = phi i64 [ 0, %247 ], [ 0, %238 ], [ -28, %244 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #29
  store ptr %8, ptr %9, align 8
  store i32 0, ptr %27, align 4
  store i64 18, ptr %28, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(20) %10, i8 0, i32 20, i1 false)
  store i8 48, ptr %8, align 1
  store i8 120, ptr %30, align 1
  store i64 2, ptr %29, align 8
  call fastcc void @put_number(ptr noundef %9, ptr noundef %10, i64 noundef %98, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #28
  %253 = load i64, ptr %29, align 8
  call fastcc void @put_text(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, ptr noundef %8, i64 noundef %253) #28
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  br label %367

254:                                              ; preds = %237, %237
  %255 = load i32, ptr %24, align 4
  %256 = add i32 %255, 3
  %257 = and i32 %256, -4
  %258 = load i32, ptr %25, align 4
  %259 = icmp eq i32 %258, 0
  br i1 %259, label %260, label %267

260:                                              ; preds = %254
  %261 = add i32 %257, 8
  %262 = icmp ugt i32 %261, 512
  br i1 %262, label %267, label %263

263:                                              ; preds = %260
  store i32 %261, ptr %24, align 4
  %264 = load i32, ptr %13, align 4
  %265 = getelementptr inbounds nuw %struct.anon, ptr %26, i32 %264
  store i32 %257, ptr %265, align 4
  %266 = getelementptr inbounds nuw i8, ptr %265, i32 4
  store i32 8, ptr %266, align 4
  br label %267

267:                                              ; preds = %263, %260, %254
  %268 = phi i64 [ 0, %263 ], [ 0, %254 ], [ -28, %260 ]
  %269 = icmp eq i32 %169, 0
  br i1 %269, label %270, label %271

270:                                              ; preds = %267
  store i32 16, ptr %23, align 4
  store i32 1, ptr %22, align 4
  br label %271

271:                                              ; preds = %270, %267
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull %11, i64 noundef %98, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #28
  br label %367

272:                                              ; preds = %237
  %273 = and i8 %177, -33
  %274 = icmp eq i8 %273, 73
  %275 = and i8 %185, -3
  %276 = icmp eq i8 %275, 52
  %277 = select i1 %274, i1 %276, i1 false
  br i1 %277, label %278, label %377

278:                                              ; preds = %272
  %279 = call fastcc i64 @put_ip(ptr noundef %0, ptr noundef nonnull %1, ptr noundef nonnull %11, ptr noundef nonnull %6, i8 noundef zeroext %177, i8 noundef zeroext %185, i64 noundef %98) #28
  %280 = getelementptr inbounds nuw i8, ptr %168, i32 3
  br label %367

281:                                              ; preds = %171
  %282 = getelementptr inbounds nuw i8, ptr %168, i32 1
  %283 = icmp ult ptr %282, %3
  br i1 %283, label %284, label %296

284:                                              ; preds = %281
  %285 = load atomic i8, ptr %282 monotonic, align 1
  switch i8 %285, label %286 [
    i8 0, label %296
    i8 32, label %296
    i8 13, label %296
    i8 12, label %296
    i8 11, label %296
    i8 10, label %296
    i8 9, label %296
  ]

286:                                              ; preds = %284
  %287 = add i8 %285, -33
  %288 = icmp ult i8 %287, 94
  br i1 %288, label %289, label %377

289:                                              ; preds = %286
  %290 = add nsw i8 %285, -48
  %291 = icmp ult i8 %290, 10
  %292 = or i8 %285, 32
  %293 = add nsw i8 %292, -97
  %294 = icmp ult i8 %293, 26
  %295 = or i1 %291, %294
  br i1 %295, label %377, label %296

296:                                              ; preds = %281, %284, %284, %284, %284, %284, %284, %284, %289
  %297 = call fastcc i64 @put_string(ptr noundef %0, ptr noundef %1, ptr noundef %11, ptr noundef %6, i64 noundef %98) #28
  br label %367

298:                                              ; preds = %171
  call void @llvm.lifetime.start.p0(ptr nonnull %12) #29
  %299 = trunc i64 %98 to i8
  store i8 %299, ptr %12, align 1
  %300 = load i32, ptr %24, align 4
  %301 = load i32, ptr %25, align 4
  %302 = icmp eq i32 %301, 0
  br i1 %302, label %303, label %310

303:                                              ; preds = %298
  %304 = add i32 %300, 1
  %305 = icmp ugt i32 %304, 512
  br i1 %305, label %310, label %306

306:                                              ; preds = %303
  store i32 %304, ptr %24, align 4
  %307 = load i32, ptr %13, align 4
  %308 = getelementptr inbounds nuw %struct.anon, ptr %26, i32 %307
  store i32 %300, ptr %308, align 4
  %309 = getelementptr inbounds nuw i8, ptr %308, i32 4
  store i32 1, ptr %309, align 4
  br label %310

310:                                              ; preds = %298, %303, %306
  %311 = phi i64 [ 0, %306 ], [ 0, %298 ], [ -28, %303 ]
  call fastcc void @put_text(ptr noundef %1, ptr noundef %11, ptr noundef %12, i64 noundef 1) #28
  %312 = getelementptr inbounds nuw i8, ptr %168, i32 1
  call void @llvm.lifetime.end.p0(ptr nonnull %12) #29
  br label %367

313:                                              ; preds = %171
  %314 = load atomic i8, ptr %168 monotonic, align 1
  %315 = icmp eq i8 %314, 108
  br i1 %315, label %316, label %325

316:                                              ; preds = %313, %321
  %317 = phi i1 [ false, %321 ], [ true, %313 ]
  %318 = phi ptr [ %319, %321 ], [ %168, %313 ]
  %319 = getelementptr inbounds nuw i8, ptr %318, i32 1
  %320 = icmp ult ptr %319, %3
  br i1 %320, label %321, label %325

321:                                              ; preds = %316
  %322 = load atomic i8, ptr %319 monotonic, align 1
  %323 = icmp eq i8 %322, 108
  %324 = and i1 %317, %323
  br i1 %324, label %316, label %325, !llvm.loop !51

325:                                              ; preds = %109, %112, %145, %142, %321, %316, %167, %313
  %326 = phi i1 [ false, %313 ], [ false, %145 ], [ true, %321 ], [ false, %167 ], [ true, %316 ], [ false, %142 ], [ false, %112 ], [ false, %109 ]
  %327 = phi i32 [ 4, %313 ], [ 4, %145 ], [ 8, %321 ], [ 4, %167 ], [ 8, %316 ], [ 4, %142 ], [ 4, %112 ], [ 4, %109 ]
  %328 = phi ptr [ %168, %313 ], [ %3, %145 ], [ %319, %321 ], [ %168, %167 ], [ %319, %316 ], [ %3, %142 ], [ %3, %112 ], [ %3, %109 ]
  %329 = phi i8 [ %314, %313 ], [ 0, %145 ], [ %322, %321 ], [ 0, %167 ], [ 0, %316 ], [ 0, %142 ], [ 0, %112 ], [ 0, %109 ]
  %330 = load i32, ptr %24, align 4
  %331 = add i32 %330, 3
  %332 = and i32 %331, -4
  %333 = load i32, ptr %25, align 4
  %334 = icmp eq i32 %333, 0
  br i1 %334, label %335, label %342

335:                                              ; preds = %325
  %336 = add i32 %332, %327
  %337 = icmp ugt i32 %336, 512
  br i1 %337, label %342, label %338

338:                                              ; preds = %335
  store i32 %336, ptr %24, align 4
  %339 = load i32, ptr %13, align 4
  %340 = getelementptr inbounds nuw %struct.anon, ptr %26, i32 %339
  store i32 %332, ptr %340, align 4
  %341 = getelementptr inbounds nuw i8, ptr %340, i32 4
  store i32 %327, ptr %341, align 4
  br label %342

342:                                              ; preds = %338, %335, %325
  %343 = phi i64 [ 0, %338 ], [ 0, %325 ], [ -28, %335 ]
  switch i8 %329, label %358 [
    i8 105, label %344
    i8 100, label %344
  ]

344:                                              ; preds = %342, %342
  %345 = shl i64 %98, 32
  %346 = ashr exact i64 %345, 32
  %347 = select i1 %326, i64 %98, i64 %346
  %348 = icmp slt i64 %347, 0
  br i1 %348, label %354, label %349

349:                                              ; preds = %344
  %350 = icmp eq i32 %102, 0
  br i1 %350, label %351, label %354

351:                                              ; preds = %349
  %352 = icmp eq i32 %101, 0
  %353 = select i1 %352, i8 0, i8 32
  br label %354

354:                                              ; preds = %351, %349, %344
  %355 = phi i8 [ 45, %344 ], [ %353, %351 ], [ 43, %349 ]
  %356 = call i64 @llvm.abs.i64(i64 %347, i1 false)
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, i64 noundef %356, i32 noundef 10, i8 noundef zeroext 0, i8 noundef zeroext %355) #28
  %357 = getelementptr inbounds nuw i8, ptr %328, i32 1
  br label %367

358:                                              ; preds = %342
  %359 = and i64 %98, 4294967295
  %360 = select i1 %326, i64 %98, i64 %359
  switch i8 %329, label %377 [
    i8 117, label %361
    i8 120, label %362
    i8 88, label %362
  ]

361:                                              ; preds = %358
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, i64 noundef %360, i32 noundef 10, i8 noundef zeroext 0, i8 noundef zeroext 0) #28
  br label %365

362:                                              ; preds = %358, %358
  %363 = icmp eq i8 %329, 120
  %364 = select i1 %363, i8 97, i8 65
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, i64 noundef %360, i32 noundef 16, i8 noundef zeroext %364, i8 noundef zeroext 0) #28
  br label %365

365:                                              ; preds = %362, %361
  %366 = getelementptr inbounds nuw i8, ptr %328, i32 1
  br label %367

367:                                              ; preds = %365, %354, %278, %271, %251, %235, %213, %296, %310
  %368 = phi i64 [ %268, %271 ], [ %311, %310 ], [ %297, %296 ], [ %210, %213 ], [ %252, %251 ], [ %236, %235 ], [ %343, %354 ], [ %279, %278 ], [ %343, %365 ]
  %369 = phi ptr [ %180, %271 ], [ %312, %310 ], [ %282, %296 ], [ %174, %213 ], [ %180, %251 ], [ %221, %235 ], [ %357, %354 ], [ %280, %278 ], [ %366, %365 ]
  %370 = icmp eq i64 %368, 0
  br i1 %370, label %371, label %377

371:                                              ; preds = %367
  %372 = load i32, ptr %13, align 4
  %373 = add i32 %372, 1
  store i32 %373, ptr %13, align 4
  br label %374

374:                                              ; preds = %371, %89, %70
  %375 = phi ptr [ %369, %371 ], [ %73, %70 ], [ %92, %89 ]
  %376 = icmp ult ptr %375, %3
  br i1 %376, label %32, label %377

377:                                              ; preds = %32, %374, %46, %51, %93, %56, %289, %43, %286, %358, %272, %228, %225, %367, %7
  %378 = phi i64 [ 0, %7 ], [ -22, %46 ], [ 0, %374 ], [ %368, %367 ], [ -22, %358 ], [ -22, %225 ], [ -22, %51 ], [ -22, %43 ], [ -22, %289 ], [ -22, %56 ], [ -22, %286 ], [ -22, %93 ], [ -22, %272 ], [ -22, %228 ], [ 0, %32 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %11) #29
  ret i64 %378
}

; Function Attrs: nounwind
define hidden i64 @pp_strtol(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i64, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  store i32 0, ptr %7, align 4
  %8 = trunc i64 %1 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = call fastcc i64 @read_number(ptr noundef %0, ptr noundef %9, i64 noundef %2, i64 noundef %3, ptr noundef %6, ptr noundef %7) #28
  %11 = trunc i64 %4 to i32
  %12 = inttoptr i32 %11 to ptr
  store i64 0, ptr %12, align 1
  %13 = icmp slt i64 %10, 0
  br i1 %13, label %25, label %14

14:                                               ; preds = %5
  %15 = load i32, ptr %7, align 4
  %16 = icmp eq i32 %15, 0
  %17 = load i64, ptr %6, align 8
  br i1 %16, label %20, label %18

18:                                               ; preds = %14
  %19 = icmp ugt i64 %17, -9223372036854775808
  br i1 %19, label %25, label %22

20:                                               ; preds = %14
  %21 = icmp slt i64 %17, 0
  br i1 %21, label %25, label %22

22:                                               ; preds = %20, %18
  %23 = sub i64 0, %17
  %24 = select i1 %16, i64 %17, i64 %23
  store i64 %24, ptr %12, align 1
  br label %25

25:                                               ; preds = %18, %20, %5, %22
  %26 = phi i64 [ %10, %22 ], [ %10, %5 ], [ -34, %20 ], [ -34, %18 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %26
}

; Function Attrs: nounwind
define internal fastcc i64 @read_number(ptr noundef %0, ptr noundef readonly captures(none) %1, i64 noundef %2, i64 noundef %3, ptr noundef nonnull captures(none) initializes((0, 8)) %4, ptr noundef nonnull writeonly captures(none) %5) unnamed_addr #0 {
  %7 = and i64 %3, 31
  store i64 0, ptr %4, align 8
  %8 = icmp eq i64 %2, 0
  br i1 %8, label %132, label %9

9:                                                ; preds = %6
  %10 = icmp eq i64 %7, 0
  %11 = and i64 %3, 29
  %12 = icmp eq i64 %11, 8
  br i1 %12, label %15, label %13

13:                                               ; preds = %9
  %14 = trunc i64 %3 to i5
  switch i5 %14, label %132 [
    i5 -16, label %15
    i5 0, label %15
  ]

15:                                               ; preds = %13, %13, %9
  %16 = icmp ult i64 %3, 32
  br i1 %16, label %17, label %132

17:                                               ; preds = %15
  %18 = icmp eq ptr %0, null
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %21

21:                                               ; preds = %17, %39
  %22 = phi i64 [ 0, %17 ], [ %27, %39 ]
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw i8, ptr %1, i32 %23
  %25 = load i8, ptr %24, align 1
  switch i8 %25, label %41 [
    i8 32, label %26
    i8 13, label %26
    i8 12, label %26
    i8 11, label %26
    i8 10, label %26
    i8 9, label %26
  ]

26:                                               ; preds = %21, %21, %21, %21, %21, %21
  %27 = add nuw i64 %22, 1
  %28 = and i64 %27, 262143
  %29 = icmp ne i64 %28, 0
  %30 = or i1 %18, %29
  br i1 %30, label %39, label %31

31:                                               ; preds = %26
  %32 = load i32, ptr %19, align 8
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %132

34:                                               ; preds = %31
  %35 = load i32, ptr %20, align 4
  %36 = and i32 %35, 1048575
  %37 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %36) #28
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %132, label %39

39:                                               ; preds = %34, %26
  %40 = icmp ult i64 %27, %2
  br i1 %40, label %21, label %44, !llvm.loop !52

41:                                               ; preds = %21
  %42 = icmp eq i8 %25, 45
  %43 = zext i1 %42 to i32
  br label %44

44:                                               ; preds = %39, %41
  %45 = phi i64 [ %22, %41 ], [ %2, %39 ]
  %46 = phi i32 [ %43, %41 ], [ 0, %39 ]
  store i32 %46, ptr %5, align 4
  %47 = zext nneg i32 %46 to i64
  %48 = add i64 %45, %47
  %49 = icmp eq i64 %48, %2
  br i1 %49, label %132, label %50

50:                                               ; preds = %44
  %51 = sub i64 %2, %48
  %52 = icmp ugt i64 %51, 63
  %53 = add i64 %48, 63
  %54 = select i1 %52, i64 %53, i64 %2
  %55 = trunc i64 %48 to i32
  %56 = getelementptr inbounds nuw i8, ptr %1, i32 %55
  %57 = load i8, ptr %56, align 1
  %58 = icmp eq i8 %57, 48
  br i1 %58, label %59, label %85

59:                                               ; preds = %50
  %60 = add i64 %48, 1
  %61 = icmp ult i64 %60, %54
  br i1 %61, label %62, label %85

62:                                               ; preds = %59
  %63 = trunc i64 %60 to i32
  %64 = getelementptr inbounds nuw i8, ptr %1, i32 %63
  %65 = load i8, ptr %64, align 1
  %66 = and i8 %65, -33
  %67 = icmp eq i8 %66, 88
  %68 = and i64 %3, 10
  %69 = icmp eq i64 %68, 0
  %70 = and i1 %69, %67
  br i1 %70, label %71, label %85

71:                                               ; preds = %62
  %72 = add i64 %48, 2
  br i1 %10, label %73, label %88

73:                                               ; preds = %71
  %74 = icmp ult i64 %72, %54
  br i1 %74, label %75, label %86

75:                                               ; preds = %73
  %76 = trunc i64 %72 to i32
  %77 = getelementptr inbounds nuw i8, ptr %1, i32 %76
  %78 = load i8, ptr %77, align 1
  %79 = add i8 %78, -48
  %80 = icmp ult i8 %79, 10
  br i1 %80, label %88, label %81

81:                                               ; preds = %75
  %82 = or i8 %78, 32
  %83 = add i8 %82, -97
  %84 = icmp ult i8 %83, 6
  br i1 %84, label %88, label %86

85:                                               ; preds = %62, %59, %50
  br i1 %10, label %86, label %88

86:                                               ; preds = %81, %73, %85
  %87 = select i1 %58, i64 8, i64 10
  br label %88

88:                                               ; preds = %71, %75, %81, %86, %85
  %89 = phi i64 [ %48, %85 ], [ %48, %86 ], [ %72, %75 ], [ %72, %81 ], [ %72, %71 ]
  %90 = phi i64 [ %7, %85 ], [ %87, %86 ], [ 16, %75 ], [ 16, %81 ], [ 16, %71 ]
  %91 = icmp ult i64 %89, %54
  br i1 %91, label %92, label %128

92:                                               ; preds = %88
  %93 = trunc nuw nsw i64 %90 to i32
  br label %94

94:                                               ; preds = %92, %123
  %95 = phi i64 [ %126, %123 ], [ %89, %92 ]
  %96 = trunc i64 %95 to i32
  %97 = getelementptr inbounds nuw i8, ptr %1, i32 %96
  %98 = load i8, ptr %97, align 1
  %99 = add i8 %98, -48
  %100 = icmp ult i8 %99, 10
  br i1 %100, label %101, label %105

101:                                              ; preds = %94
  %102 = zext nneg i8 %98 to i32
  %103 = add nsw i32 %102, -48
  %104 = icmp ult i32 %103, %93
  br i1 %104, label %116, label %128

105:                                              ; preds = %94
  %106 = or i8 %98, 32
  %107 = zext nneg i8 %106 to i32
  %108 = add i8 %106, -97
  %109 = icmp ult i8 %108, 6
  %110 = add nsw i32 %107, -87
  %111 = sext i32 %110 to i64
  %112 = select i1 %109, i64 %111, i64 16
  %113 = icmp ugt i64 %90, %112
  br i1 %113, label %114, label %128

114:                                              ; preds = %105
  %115 = select i1 %109, i32 %110, i32 16
  br label %116

116:                                              ; preds = %101, %114
  %117 = phi i32 [ %115, %114 ], [ %103, %101 ]
  %118 = sext i32 %117 to i64
  %119 = load i64, ptr %4, align 8
  %120 = xor i64 %118, -1
  %121 = udiv i64 %120, %90
  %122 = icmp ugt i64 %119, %121
  br i1 %122, label %132, label %123

123:                                              ; preds = %116
  %124 = mul i64 %119, %90
  %125 = add i64 %124, %118
  store i64 %125, ptr %4, align 8
  %126 = add nuw i64 %95, 1
  %127 = icmp ult i64 %126, %54
  br i1 %127, label %94, label %128, !llvm.loop !53

128:                                              ; preds = %101, %123, %105, %88
  %129 = phi i64 [ %89, %88 ], [ %95, %105 ], [ %126, %123 ], [ %95, %101 ]
  %130 = icmp eq i64 %129, %89
  %131 = select i1 %130, i64 -22, i64 %129
  br label %132

132:                                              ; preds = %31, %34, %116, %44, %6, %15, %13, %128
  %133 = phi i64 [ %131, %128 ], [ -22, %6 ], [ -22, %44 ], [ -34, %116 ], [ -22, %13 ], [ -22, %15 ], [ -22, %34 ], [ -22, %31 ]
  ret i64 %133
}

; Function Attrs: nounwind
define hidden i64 @pp_strtoul(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i64, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  store i32 0, ptr %7, align 4
  %8 = trunc i64 %1 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = call fastcc i64 @read_number(ptr noundef %0, ptr noundef %9, i64 noundef %2, i64 noundef %3, ptr noundef %6, ptr noundef %7) #28
  %11 = trunc i64 %4 to i32
  %12 = inttoptr i32 %11 to ptr
  store i64 0, ptr %12, align 1
  %13 = icmp slt i64 %10, 0
  br i1 %13, label %19, label %14

14:                                               ; preds = %5
  %15 = load i32, ptr %7, align 4
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %17, label %19

17:                                               ; preds = %14
  %18 = load i64, ptr %6, align 8
  store i64 %18, ptr %12, align 1
  br label %19

19:                                               ; preds = %14, %5, %17
  %20 = phi i64 [ %10, %17 ], [ %10, %5 ], [ -22, %14 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %20
}

; Function Attrs: nounwind
define hidden range(i64 -1, 2) i64 @pp_strncmp(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca [1024 x i8], align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %7 = trunc i64 %1 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = and i64 %4, 1
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %5
  %12 = trunc i64 %3 to i32
  %13 = inttoptr i32 %12 to ptr
  br label %22

14:                                               ; preds = %5
  %15 = lshr exact i64 %4, 1
  %16 = trunc i64 %3 to i32
  %17 = inttoptr i32 %16 to ptr
  %18 = trunc i64 %15 to i32
  %19 = add i32 %18, -1
  %20 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %17, i32 noundef %19) #30
  %21 = getelementptr inbounds nuw i8, ptr %6, i32 %19
  store i8 0, ptr %21, align 1
  br label %22

22:                                               ; preds = %11, %14
  %23 = phi ptr [ %13, %11 ], [ %6, %14 ]
  %24 = icmp eq i64 %2, 0
  br i1 %24, label %67, label %25

25:                                               ; preds = %22
  %26 = icmp eq ptr %0, null
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %29 = load atomic i8, ptr %8 monotonic, align 1
  %30 = load i8, ptr %23, align 1
  %31 = icmp eq i8 %29, %30
  br i1 %31, label %32, label %62

32:                                               ; preds = %25, %54
  %33 = phi i8 [ %58, %54 ], [ %29, %25 ]
  %34 = phi i64 [ %55, %54 ], [ 0, %25 ]
  %35 = icmp eq i8 %33, 0
  br i1 %35, label %67, label %36

36:                                               ; preds = %32
  %37 = and i64 %34, 262143
  %38 = icmp ne i64 %37, 262143
  %39 = or i1 %26, %38
  br i1 %39, label %51, label %40

40:                                               ; preds = %36
  %41 = load i32, ptr %27, align 8
  %42 = icmp eq i32 %41, 0
  br i1 %42, label %43, label %67

43:                                               ; preds = %40
  %44 = load i32, ptr %28, align 4
  %45 = and i32 %44, 1048575
  %46 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %45) #28
  %47 = icmp ne i64 %46, 0
  %48 = add nuw i64 %34, 1
  %49 = icmp ult i64 %48, %2
  %50 = select i1 %47, i1 %49, i1 false
  br i1 %50, label %54, label %67

51:                                               ; preds = %36
  %52 = add nuw i64 %34, 1
  %53 = icmp ult i64 %52, %2
  br i1 %53, label %54, label %67

54:                                               ; preds = %51, %43
  %55 = phi i64 [ %52, %51 ], [ %48, %43 ]
  %56 = trunc i64 %55 to i32
  %57 = getelementptr inbounds nuw i8, ptr %8, i32 %56
  %58 = load atomic i8, ptr %57 monotonic, align 1
  %59 = getelementptr inbounds nuw i8, ptr %23, i32 %56
  %60 = load i8, ptr %59, align 1
  %61 = icmp eq i8 %58, %60
  br i1 %61, label %32, label %62, !llvm.loop !54

62:                                               ; preds = %54, %25
  %63 = phi i8 [ %29, %25 ], [ %58, %54 ]
  %64 = phi i8 [ %30, %25 ], [ %60, %54 ]
  %65 = icmp ult i8 %63, %64
  %66 = select i1 %65, i64 -1, i64 1
  br label %67

67:                                               ; preds = %51, %32, %43, %40, %22, %62
  %68 = phi i64 [ %66, %62 ], [ 0, %22 ], [ 0, %40 ], [ 0, %43 ], [ 0, %32 ], [ 0, %51 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %68
}

; Function Attrs: nounwind
define hidden i64 @pp_check_text(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = icmp ult i32 %6, %9
  br i1 %11, label %12, label %73

12:                                               ; preds = %3
  %13 = inttoptr i32 %6 to ptr
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %16

16:                                               ; preds = %63, %12
  %17 = phi ptr [ %13, %12 ], [ %64, %63 ]
  %18 = load i64, ptr %17, align 8
  %19 = trunc i64 %18 to i32
  %20 = inttoptr i32 %19 to ptr
  %21 = getelementptr inbounds nuw i8, ptr %20, i32 32
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr inbounds nuw i8, ptr %20, i32 8
  %24 = load i32, ptr %23, align 8
  %25 = zext i32 %24 to i64
  %26 = add i64 %22, %25
  %27 = load i32, ptr %20, align 8
  %28 = icmp eq i32 %27, 2
  br i1 %28, label %29, label %63

29:                                               ; preds = %16
  %30 = getelementptr inbounds nuw i8, ptr %20, i32 108
  %31 = load i32, ptr %30, align 4
  %32 = and i32 %31, 4
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %63, label %34

34:                                               ; preds = %29
  %35 = getelementptr inbounds nuw i8, ptr %20, i32 12
  %36 = load i32, ptr %35, align 4
  %37 = icmp eq i32 %36, 1
  br i1 %37, label %38, label %63

38:                                               ; preds = %34
  %39 = icmp ult i64 %1, %22
  %40 = icmp uge i64 %1, %26
  %41 = or i1 %39, %40
  br i1 %41, label %63, label %42

42:                                               ; preds = %38, %61
  %43 = phi i64 [ %49, %61 ], [ %1, %38 ]
  %44 = trunc i64 %43 to i32
  %45 = inttoptr i32 %44 to ptr
  %46 = load i8, ptr %45, align 1
  %47 = icmp eq i8 %46, 0
  br i1 %47, label %66, label %48

48:                                               ; preds = %42
  %49 = add nuw i64 %43, 1
  %50 = sub i64 %49, %1
  %51 = and i64 %50, 262143
  %52 = icmp eq i64 %51, 0
  br i1 %52, label %53, label %61

53:                                               ; preds = %48
  %54 = load i32, ptr %14, align 8
  %55 = icmp eq i32 %54, 0
  br i1 %55, label %56, label %73

56:                                               ; preds = %53
  %57 = load i32, ptr %15, align 4
  %58 = and i32 %57, 1048575
  %59 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %58) #28
  %60 = icmp eq i64 %59, 0
  br i1 %60, label %73, label %61

61:                                               ; preds = %56, %48
  %62 = icmp ult i64 %49, %26
  br i1 %62, label %42, label %63, !llvm.loop !55

63:                                               ; preds = %61, %38, %34, %29, %16
  %64 = getelementptr inbounds nuw i8, ptr %17, i32 24
  %65 = icmp ult ptr %64, %10
  br i1 %65, label %16, label %73, !llvm.loop !56

66:                                               ; preds = %42
  %67 = sub i64 %43, %1
  %68 = add i64 %67, 1
  %69 = icmp eq i64 %68, 0
  br i1 %69, label %73, label %70

70:                                               ; preds = %66
  %71 = shl i64 %68, 1
  %72 = or disjoint i64 %71, 1
  br label %121

73:                                               ; preds = %63, %56, %53, %3, %66
  %74 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %75 = load i32, ptr %74, align 8
  %76 = icmp eq i32 %75, 0
  br i1 %76, label %77, label %80

77:                                               ; preds = %73
  %78 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %79 = getelementptr inbounds nuw i8, ptr %0, i32 88
  br label %83

80:                                               ; preds = %73
  %81 = and i32 %2, 1048575
  %82 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %81, ptr %82, align 4
  br label %121

83:                                               ; preds = %77, %110
  %84 = phi i64 [ 0, %77 ], [ %111, %110 ]
  %85 = add i64 %84, %1
  %86 = load i64, ptr %78, align 8
  %87 = load i64, ptr %79, align 8
  %88 = icmp ult i64 %85, %86
  %89 = icmp uge i64 %85, %87
  %90 = or i1 %88, %89
  br i1 %90, label %91, label %102

91:                                               ; preds = %83
  %92 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %85, i64 noundef 1, i32 noundef 0) #28
  %93 = icmp eq i32 %92, 0
  br i1 %93, label %94, label %102

94:                                               ; preds = %91
  %95 = and i32 %2, 1048575
  %96 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %95, ptr %96, align 4
  %97 = load i32, ptr %74, align 8
  %98 = icmp eq i32 %97, 0
  br i1 %98, label %99, label %121

99:                                               ; preds = %94
  store i32 1, ptr %74, align 8
  %100 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %85, ptr %100, align 8
  %101 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 1, ptr %101, align 8
  br label %121

102:                                              ; preds = %83, %91
  %103 = trunc i64 %85 to i32
  %104 = inttoptr i32 %103 to ptr
  %105 = load atomic i8, ptr %104 monotonic, align 1
  %106 = icmp eq i8 %105, 0
  br i1 %106, label %107, label %110

107:                                              ; preds = %102
  %108 = shl nuw nsw i64 %84, 1
  %109 = add nuw nsw i64 %108, 2
  br label %121

110:                                              ; preds = %102
  %111 = add nuw nsw i64 %84, 1
  %112 = icmp samesign ult i64 %84, 1023
  br i1 %112, label %83, label %113, !llvm.loop !57

113:                                              ; preds = %110
  %114 = and i32 %2, 1048575
  %115 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %114, ptr %115, align 4
  %116 = load i32, ptr %74, align 8
  %117 = icmp eq i32 %116, 0
  br i1 %117, label %118, label %121

118:                                              ; preds = %113
  store i32 6, ptr %74, align 8
  %119 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %119, align 8
  %120 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %120, align 8
  br label %121

121:                                              ; preds = %118, %113, %99, %94, %107, %80, %70
  %122 = phi i64 [ %72, %70 ], [ 0, %80 ], [ %109, %107 ], [ 0, %99 ], [ 0, %94 ], [ 0, %113 ], [ 0, %118 ]
  ret i64 %122
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_dynptr_from_mem(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #16 {
  %6 = and i64 %2, 4278190080
  %7 = or i64 %6, %3
  %8 = icmp eq i64 %7, 0
  br i1 %8, label %16, label %9

9:                                                ; preds = %5
  %10 = icmp eq i64 %6, 0
  %11 = trunc i64 %4 to i32
  %12 = inttoptr i32 %11 to ptr
  store i64 0, ptr %12, align 1
  %13 = getelementptr inbounds nuw i8, ptr %12, i32 8
  store i32 0, ptr %13, align 1
  %14 = getelementptr inbounds nuw i8, ptr %12, i32 12
  store i32 0, ptr %14, align 1
  %15 = select i1 %10, i64 -22, i64 -7
  br label %23

16:                                               ; preds = %5
  %17 = trunc i64 %2 to i32
  %18 = or i32 %17, 268435456
  %19 = trunc i64 %4 to i32
  %20 = inttoptr i32 %19 to ptr
  store i64 %1, ptr %20, align 1
  %21 = getelementptr inbounds nuw i8, ptr %20, i32 8
  store i32 %18, ptr %21, align 1
  %22 = getelementptr inbounds nuw i8, ptr %20, i32 12
  store i32 0, ptr %22, align 1
  br label %23

23:                                               ; preds = %16, %9
  %24 = phi i64 [ %15, %9 ], [ 0, %16 ]
  ret i64 %24
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_ringbuf_reserve_dynptr(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) local_unnamed_addr #0 {
  %7 = and i64 %2, 4294967295
  %8 = trunc i64 %4 to i32
  %9 = inttoptr i32 %8 to ptr
  store i64 0, ptr %9, align 1
  %10 = getelementptr inbounds nuw i8, ptr %9, i32 8
  store i32 0, ptr %10, align 1
  %11 = getelementptr inbounds nuw i8, ptr %9, i32 12
  store i32 0, ptr %11, align 1
  %12 = icmp eq i64 %3, 0
  br i1 %12, label %13, label %34

13:                                               ; preds = %6
  %14 = icmp samesign ugt i64 %7, 16777215
  br i1 %14, label %34, label %15

15:                                               ; preds = %13
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %17 = load i32, ptr %16, align 4
  %18 = icmp ugt i32 %17, 1023
  br i1 %18, label %19, label %28

19:                                               ; preds = %15
  %20 = and i32 %5, 1048575
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %20, ptr %21, align 4
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %23 = load i32, ptr %22, align 8
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %25, label %34

25:                                               ; preds = %19
  store i32 6, ptr %22, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %26, align 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %27, align 8
  br label %34

28:                                               ; preds = %15
  %29 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %7, i64 noundef 0) #28
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %34, label %31

31:                                               ; preds = %28
  %32 = trunc i64 %2 to i32
  %33 = or i32 %32, 536870912
  store i64 %29, ptr %9, align 1
  store i32 %33, ptr %10, align 1
  store i32 0, ptr %11, align 1
  br label %34

34:                                               ; preds = %25, %19, %28, %13, %6, %31
  %35 = phi i64 [ -7, %13 ], [ -22, %6 ], [ 0, %31 ], [ -22, %28 ], [ -22, %19 ], [ -22, %25 ]
  ret i64 %35
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_dynptr_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %8, label %68

8:                                                ; preds = %6
  %9 = and i64 %4, 4294967295
  %10 = and i64 %2, 4294967295
  %11 = trunc i64 %3 to i32
  %12 = inttoptr i32 %11 to ptr
  %13 = load i64, ptr %12, align 1
  %14 = getelementptr inbounds nuw i8, ptr %12, i32 12
  %15 = load i32, ptr %14, align 1
  %16 = icmp eq i64 %13, 0
  br i1 %16, label %68, label %17

17:                                               ; preds = %8
  %18 = getelementptr inbounds nuw i8, ptr %12, i32 8
  %19 = load i32, ptr %18, align 1
  %20 = and i32 %19, 16777215
  %21 = zext nneg i32 %20 to i64
  %22 = icmp samesign ugt i64 %10, %21
  %23 = sub nuw nsw i64 %21, %10
  %24 = icmp samesign ugt i64 %9, %23
  %25 = select i1 %22, i1 true, i1 %24
  br i1 %25, label %68, label %26

26:                                               ; preds = %17
  %27 = zext i32 %15 to i64
  %28 = add i64 %13, %9
  %29 = add i64 %28, %27
  %30 = icmp eq i64 %10, 0
  br i1 %30, label %61, label %31

31:                                               ; preds = %26
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %33 = load i64, ptr %32, align 8
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %35 = load i64, ptr %34, align 8
  %36 = icmp ult i64 %29, %33
  %37 = icmp ugt i64 %29, %35
  %38 = or i1 %36, %37
  %39 = sub nuw i64 %35, %29
  %40 = icmp ugt i64 %10, %39
  %41 = select i1 %38, i1 true, i1 %40
  br i1 %41, label %42, label %59

42:                                               ; preds = %31
  %43 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %29, i64 noundef range(i64 1, 4294967296) %10, i32 noundef range(i32 0, 2) 0) #28
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %45, label %59

45:                                               ; preds = %42
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %47 = load i64, ptr %46, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %51 = load i64, ptr %50, align 8
  %52 = add i64 %51, %49
  %53 = icmp ult i64 %29, %47
  %54 = icmp ugt i64 %29, %52
  %55 = or i1 %53, %54
  %56 = sub nuw i64 %52, %29
  %57 = icmp ugt i64 %10, %56
  %58 = select i1 %55, i1 true, i1 %57
  br i1 %58, label %68, label %59

59:                                               ; preds = %45, %42, %31
  %60 = icmp samesign ult i64 %10, 262145
  br i1 %60, label %61, label %67

61:                                               ; preds = %26, %59
  %62 = trunc i64 %1 to i32
  %63 = inttoptr i32 %62 to ptr
  %64 = trunc i64 %29 to i32
  %65 = inttoptr i32 %64 to ptr
  %66 = trunc i64 %2 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %63, ptr align 1 %65, i32 %66, i1 false)
  br label %68

67:                                               ; preds = %59
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %29, i64 noundef %10) #28
  br label %68

68:                                               ; preds = %45, %17, %8, %6, %67, %61
  %69 = phi i64 [ 0, %67 ], [ 0, %61 ], [ -14, %45 ], [ -7, %17 ], [ -22, %8 ], [ -22, %6 ]
  ret i64 %69
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_dynptr_write(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %8, label %75

8:                                                ; preds = %6
  %9 = and i64 %2, 4294967295
  %10 = and i64 %4, 4294967295
  %11 = trunc i64 %1 to i32
  %12 = inttoptr i32 %11 to ptr
  %13 = load i64, ptr %12, align 1
  %14 = getelementptr inbounds nuw i8, ptr %12, i32 8
  %15 = load i32, ptr %14, align 1
  %16 = getelementptr inbounds nuw i8, ptr %12, i32 12
  %17 = load i32, ptr %16, align 1
  %18 = icmp ne i64 %13, 0
  %19 = icmp sgt i32 %15, -1
  %20 = select i1 %18, i1 %19, i1 false
  br i1 %20, label %21, label %75

21:                                               ; preds = %8
  %22 = and i32 %15, 16777215
  %23 = zext nneg i32 %22 to i64
  %24 = icmp samesign ugt i64 %10, %23
  %25 = sub nuw nsw i64 %23, %10
  %26 = icmp samesign ugt i64 %9, %25
  %27 = select i1 %24, i1 true, i1 %26
  br i1 %27, label %75, label %28

28:                                               ; preds = %21
  %29 = zext i32 %17 to i64
  %30 = add i64 %13, %9
  %31 = add i64 %30, %29
  %32 = icmp eq i64 %10, 0
  br i1 %32, label %68, label %33

33:                                               ; preds = %28
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %35 = load i64, ptr %34, align 8
  %36 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %37 = load i64, ptr %36, align 8
  %38 = icmp ult i64 %31, %35
  %39 = icmp ugt i64 %31, %37
  %40 = or i1 %38, %39
  %41 = sub nuw i64 %37, %31
  %42 = icmp ugt i64 %10, %41
  %43 = select i1 %40, i1 true, i1 %42
  br i1 %43, label %44, label %66

44:                                               ; preds = %33
  %45 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %31, i64 noundef range(i64 1, 4294967296) %10, i32 noundef range(i32 0, 2) 1) #28
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %47, label %66

47:                                               ; preds = %44
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %51 = load i64, ptr %50, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %53 = load i64, ptr %52, align 8
  %54 = add i64 %53, %51
  %55 = icmp ult i64 %31, %49
  %56 = icmp ugt i64 %31, %54
  %57 = or i1 %55, %56
  %58 = sub nuw i64 %54, %31
  %59 = icmp ugt i64 %10, %58
  %60 = select i1 %57, i1 true, i1 %59
  br i1 %60, label %75, label %61

61:                                               ; preds = %47
  %62 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %63 = load i64, ptr %62, align 8
  %64 = and i64 %63, 2
  %65 = icmp eq i64 %64, 0
  br i1 %65, label %75, label %66

66:                                               ; preds = %61, %44, %33
  %67 = icmp samesign ult i64 %10, 262145
  br i1 %67, label %68, label %74

68:                                               ; preds = %28, %66
  %69 = trunc i64 %31 to i32
  %70 = inttoptr i32 %69 to ptr
  %71 = trunc i64 %3 to i32
  %72 = inttoptr i32 %71 to ptr
  %73 = trunc i64 %4 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %70, ptr align 1 %72, i32 %73, i1 false)
  br label %75

74:                                               ; preds = %66
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %31, i64 noundef %3, i64 noundef %10) #28
  br label %75

75:                                               ; preds = %61, %47, %21, %8, %6, %74, %68
  %76 = phi i64 [ 0, %74 ], [ 0, %68 ], [ -22, %6 ], [ -14, %61 ], [ -14, %47 ], [ -7, %21 ], [ -22, %8 ]
  ret i64 %76
}

; Function Attrs: nounwind
define hidden i64 @pp_dynptr_data(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = and i64 %2, 4294967295
  %6 = and i64 %3, 4294967295
  %7 = trunc i64 %1 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = load i64, ptr %8, align 1
  %10 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %11 = load i32, ptr %10, align 1
  %12 = getelementptr inbounds nuw i8, ptr %8, i32 12
  %13 = load i32, ptr %12, align 1
  %14 = icmp ne i64 %9, 0
  %15 = icmp sgt i32 %11, -1
  %16 = select i1 %14, i1 %15, i1 false
  br i1 %16, label %17, label %43

17:                                               ; preds = %4
  %18 = and i32 %11, 16777215
  %19 = zext nneg i32 %18 to i64
  %20 = icmp samesign ugt i64 %6, %19
  %21 = sub nuw nsw i64 %19, %6
  %22 = icmp samesign ugt i64 %5, %21
  %23 = select i1 %20, i1 true, i1 %22
  br i1 %23, label %43, label %24

24:                                               ; preds = %17
  %25 = zext i32 %13 to i64
  %26 = add i64 %9, %5
  %27 = add i64 %26, %25
  %28 = icmp eq i64 %6, 0
  br i1 %28, label %44, label %29

29:                                               ; preds = %24
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %31 = load i64, ptr %30, align 8
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %33 = load i64, ptr %32, align 8
  %34 = icmp ult i64 %27, %31
  %35 = icmp ugt i64 %27, %33
  %36 = or i1 %34, %35
  %37 = sub nuw i64 %33, %27
  %38 = icmp ugt i64 %6, %37
  %39 = select i1 %36, i1 true, i1 %38
  br i1 %39, label %40, label %44

40:                                               ; preds = %29
  %41 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %27, i64 noundef range(i64 1, 4294967296) %6, i32 noundef range(i32 0, 2) 1) #28
  %42 = icmp eq i32 %41, 0
  br i1 %42, label %43, label %44

43:                                               ; preds = %4, %17, %40
  br label %44

44:                                               ; preds = %24, %29, %40, %43
  %45 = phi i64 [ 0, %43 ], [ %27, %40 ], [ %27, %29 ], [ %27, %24 ]
  ret i64 %45
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_check_dynptr(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %7 = load i64, ptr %6, align 8
  %8 = icmp ult i64 %1, %5
  %9 = icmp ugt i64 %1, %7
  %10 = or i1 %8, %9
  %11 = sub nuw i64 %7, %1
  %12 = icmp ult i64 %11, 16
  %13 = select i1 %10, i1 true, i1 %12
  br i1 %13, label %14, label %26

14:                                               ; preds = %3
  %15 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %1, i64 noundef 16, i32 noundef 1) #28
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %17, label %26

17:                                               ; preds = %14
  %18 = and i32 %2, 1048575
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %18, ptr %19, align 4
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %21 = load i32, ptr %20, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %84

23:                                               ; preds = %17
  store i32 2, ptr %20, align 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %24, align 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 16, ptr %25, align 8
  br label %84

26:                                               ; preds = %3, %14
  %27 = trunc i64 %1 to i32
  %28 = inttoptr i32 %27 to ptr
  %29 = load i64, ptr %28, align 1
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %80, label %31

31:                                               ; preds = %26
  %32 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef %29) #28
  %33 = icmp eq ptr %32, null
  br i1 %33, label %67, label %34

34:                                               ; preds = %31
  %35 = load i32, ptr %32, align 8
  %36 = icmp eq i32 %35, 27
  br i1 %36, label %37, label %67

37:                                               ; preds = %34
  %38 = getelementptr inbounds nuw i8, ptr %32, i32 32
  %39 = load i64, ptr %38, align 8
  %40 = sub i64 %29, %39
  %41 = icmp ugt i64 %40, 7
  %42 = and i64 %40, 7
  %43 = icmp eq i64 %42, 0
  %44 = and i1 %41, %43
  br i1 %44, label %45, label %67

45:                                               ; preds = %37
  %46 = add i64 %29, 4294967288
  %47 = sub i64 %46, %39
  %48 = getelementptr inbounds nuw i8, ptr %32, i32 112
  %49 = load i64, ptr %48, align 8
  %50 = trunc i64 %49 to i32
  %51 = inttoptr i32 %50 to ptr
  %52 = getelementptr inbounds nuw i8, ptr %32, i32 12
  %53 = load i32, ptr %52, align 4
  %54 = add i32 %53, -1
  %55 = zext i32 %54 to i64
  %56 = and i64 %47, %55
  %57 = lshr i64 %56, 3
  %58 = trunc nuw nsw i64 %57 to i32
  %59 = getelementptr inbounds nuw %struct.record, ptr %51, i32 %58
  %60 = getelementptr inbounds nuw i8, ptr %59, i32 4
  %61 = load atomic i32, ptr %60 acquire, align 4
  %62 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %63 = load i32, ptr %62, align 8
  %64 = shl i32 %63, 2
  %65 = or disjoint i32 %64, 1
  %66 = icmp eq i32 %61, %65
  br i1 %66, label %76, label %67

67:                                               ; preds = %45, %37, %34, %31
  %68 = and i32 %2, 1048575
  %69 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %68, ptr %69, align 4
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %71 = load i32, ptr %70, align 8
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %73, label %84

73:                                               ; preds = %67
  store i32 6, ptr %70, align 8
  %74 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %29, ptr %74, align 8
  %75 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %75, align 8
  br label %84

76:                                               ; preds = %45
  %77 = ptrtoint ptr %59 to i32
  %78 = zext i32 %77 to i64
  %79 = icmp eq i32 %50, 0
  br i1 %79, label %84, label %80

80:                                               ; preds = %26, %76
  %81 = phi i64 [ %78, %76 ], [ 1, %26 ]
  store i64 0, ptr %28, align 1
  %82 = getelementptr inbounds nuw i8, ptr %28, i32 8
  store i32 0, ptr %82, align 1
  %83 = getelementptr inbounds nuw i8, ptr %28, i32 12
  store i32 0, ptr %83, align 1
  br label %84

84:                                               ; preds = %73, %67, %23, %17, %76, %80
  %85 = phi i64 [ 0, %76 ], [ %81, %80 ], [ 0, %17 ], [ 0, %23 ], [ 0, %67 ], [ 0, %73 ]
  ret i64 %85
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_submit_dynptr(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = icmp eq i64 %1, 1
  br i1 %4, label %31, label %5

5:                                                ; preds = %3
  %6 = trunc i64 %1 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %9 = load i64, ptr %8, align 8
  %10 = trunc i64 %9 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %13 = load i32, ptr %12, align 4
  %14 = and i64 %1, 4294967295
  br label %15

15:                                               ; preds = %18, %5
  %16 = phi i32 [ %13, %5 ], [ %19, %18 ]
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %27, label %18

18:                                               ; preds = %15
  %19 = add i32 %16, -1
  %20 = getelementptr inbounds nuw %struct.held, ptr %11, i32 %19
  %21 = getelementptr inbounds nuw i8, ptr %20, i32 8
  %22 = load i64, ptr %21, align 8
  %23 = icmp eq i64 %22, %14
  br i1 %23, label %24, label %15, !llvm.loop !37

24:                                               ; preds = %18
  %25 = add i32 %13, -1
  store i32 %25, ptr %12, align 4
  %26 = getelementptr inbounds nuw %struct.held, ptr %11, i32 %25
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %20, ptr noundef nonnull align 8 dereferenceable(16) %26, i32 16, i1 false)
  br label %27

27:                                               ; preds = %15, %24
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %29, align 8
  %30 = getelementptr inbounds nuw i8, ptr %7, i32 4
  store atomic i32 2, ptr %30 release, align 4
  br label %31

31:                                               ; preds = %3, %27
  ret i64 0
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_discard_dynptr(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = icmp eq i64 %1, 1
  br i1 %4, label %31, label %5

5:                                                ; preds = %3
  %6 = trunc i64 %1 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %9 = load i64, ptr %8, align 8
  %10 = trunc i64 %9 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %13 = load i32, ptr %12, align 4
  %14 = and i64 %1, 4294967295
  br label %15

15:                                               ; preds = %18, %5
  %16 = phi i32 [ %13, %5 ], [ %19, %18 ]
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %27, label %18

18:                                               ; preds = %15
  %19 = add i32 %16, -1
  %20 = getelementptr inbounds nuw %struct.held, ptr %11, i32 %19
  %21 = getelementptr inbounds nuw i8, ptr %20, i32 8
  %22 = load i64, ptr %21, align 8
  %23 = icmp eq i64 %22, %14
  br i1 %23, label %24, label %15, !llvm.loop !37

24:                                               ; preds = %18
  %25 = add i32 %13, -1
  store i32 %25, ptr %12, align 4
  %26 = getelementptr inbounds nuw %struct.held, ptr %11, i32 %25
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %20, ptr noundef nonnull align 8 dereferenceable(16) %26, i32 16, i1 false)
  br label %27

27:                                               ; preds = %15, %24
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %29, align 8
  %30 = getelementptr inbounds nuw i8, ptr %7, i32 4
  store atomic i32 3, ptr %30 release, align 4
  br label %31

31:                                               ; preds = %3, %27
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check_lock(ptr noundef %0, i64 noundef %1, i32 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i32 %2, 0
  br i1 %5, label %12, label %6

6:                                                ; preds = %4
  %7 = icmp eq i64 %1, 0
  br i1 %7, label %41, label %8

8:                                                ; preds = %6
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %10 = load i64, ptr %9, align 8
  %11 = icmp eq i64 %10, %1
  br i1 %11, label %50, label %41

12:                                               ; preds = %4
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %14 = load i64, ptr %13, align 8
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %16, label %41

16:                                               ; preds = %12
  %17 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef %1) #28
  %18 = icmp eq ptr %17, null
  br i1 %18, label %41, label %19

19:                                               ; preds = %16
  %20 = getelementptr inbounds nuw i8, ptr %17, i32 232
  %21 = load i32, ptr %20, align 4
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %41, label %23

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %17, i32 32
  %25 = load i64, ptr %24, align 8
  %26 = icmp ult i64 %1, %25
  br i1 %26, label %41, label %27

27:                                               ; preds = %23
  %28 = getelementptr inbounds nuw i8, ptr %17, i32 40
  %29 = load i64, ptr %28, align 8
  %30 = icmp ult i64 %1, %29
  br i1 %30, label %31, label %41

31:                                               ; preds = %27
  %32 = sub i64 %1, %25
  %33 = getelementptr inbounds nuw i8, ptr %17, i32 16
  %34 = load i32, ptr %33, align 8
  %35 = zext i32 %34 to i64
  %36 = urem i64 %32, %35
  %37 = add i32 %21, -1
  %38 = zext i32 %37 to i64
  %39 = icmp ne i64 %36, %38
  %40 = freeze i1 %39
  br i1 %40, label %41, label %50

41:                                               ; preds = %19, %23, %27, %31, %16, %12, %8, %6
  %42 = and i32 %3, 1048575
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %42, ptr %43, align 4
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %45 = load i32, ptr %44, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %47, label %50

47:                                               ; preds = %41
  store i32 6, ptr %44, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %48, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 4, ptr %49, align 8
  br label %50

50:                                               ; preds = %47, %41, %31, %8
  %51 = phi i64 [ 1, %31 ], [ 1, %8 ], [ 0, %41 ], [ 0, %47 ]
  ret i64 %51
}

; Function Attrs: nounwind
define hidden range(i64 0, 16777217) i64 @pp_spin_lock(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 4
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %57, label %8

8:                                                ; preds = %3
  %9 = icmp eq ptr %0, null
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %16

12:                                               ; preds = %43, %16
  %13 = phi i32 [ %17, %16 ], [ %22, %43 ]
  %14 = atomicrmw xchg ptr %5, i32 1 acquire, align 4
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %46, label %16, !llvm.loop !58

16:                                               ; preds = %12, %8
  %17 = phi i32 [ 0, %8 ], [ %13, %12 ]
  %18 = load atomic i32, ptr %5 monotonic, align 4
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %12, label %20

20:                                               ; preds = %16, %43
  %21 = phi i32 [ %22, %43 ], [ %17, %16 ]
  %22 = add i32 %21, 1
  %23 = icmp ugt i32 %22, 268435455
  br i1 %23, label %50, label %24

24:                                               ; preds = %20
  %25 = and i32 %22, 262143
  %26 = icmp ne i32 %25, 0
  %27 = or i1 %9, %26
  br i1 %27, label %38, label %28

28:                                               ; preds = %24
  %29 = load i32, ptr %10, align 8
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %33, label %31

31:                                               ; preds = %28
  %32 = and i32 %2, 1048575
  store i32 %32, ptr %11, align 4
  br label %60

33:                                               ; preds = %28
  %34 = load i32, ptr %11, align 4
  %35 = and i32 %34, 1048575
  %36 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %35) #28
  %37 = icmp eq i64 %36, 0
  br i1 %37, label %50, label %38

38:                                               ; preds = %33, %24
  %39 = and i32 %22, 1023
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %41, label %43

41:                                               ; preds = %38
  %42 = tail call i32 @sched_yield() #30
  br label %43

43:                                               ; preds = %41, %38
  %44 = load atomic i32, ptr %5 monotonic, align 4
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %12, label %20, !llvm.loop !59

46:                                               ; preds = %12
  %47 = lshr i32 %13, 8
  %48 = add nuw nsw i32 %47, 1
  %49 = zext nneg i32 %48 to i64
  br label %57

50:                                               ; preds = %20, %33
  %51 = load i32, ptr %10, align 8
  %52 = and i32 %2, 1048575
  store i32 %52, ptr %11, align 4
  %53 = icmp eq i32 %51, 0
  br i1 %53, label %54, label %60

54:                                               ; preds = %50
  store i32 6, ptr %10, align 8
  %55 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %55, align 8
  %56 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 4, ptr %56, align 8
  br label %60

57:                                               ; preds = %46, %3
  %58 = phi i64 [ %49, %46 ], [ 1, %3 ]
  %59 = getelementptr inbounds nuw i8, ptr %0, i32 264
  store i64 %1, ptr %59, align 8
  br label %60

60:                                               ; preds = %31, %54, %50, %57
  %61 = phi i64 [ %58, %57 ], [ 0, %50 ], [ 0, %54 ], [ 0, %31 ]
  ret i64 %61
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_spin_unlock(ptr noundef writeonly captures(none) initializes((264, 272)) %0, i64 noundef %1) local_unnamed_addr #7 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 264
  store i64 0, ptr %3, align 8
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  store atomic i32 0, ptr %5 release, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_check_timer(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) #28
  %6 = icmp eq ptr %5, null
  br i1 %6, label %35, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i32 236
  %9 = load i32, ptr %8, align 4
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %35, label %11

11:                                               ; preds = %7
  %12 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %13 = load i64, ptr %12, align 8
  %14 = icmp ult i64 %1, %13
  br i1 %14, label %35, label %15

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %5, i32 40
  %17 = load i64, ptr %16, align 8
  %18 = icmp ult i64 %1, %17
  br i1 %18, label %19, label %35

19:                                               ; preds = %15
  %20 = sub i64 %1, %13
  %21 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %22 = load i32, ptr %21, align 8
  %23 = zext i32 %22 to i64
  %24 = urem i64 %20, %23
  %25 = add i32 %9, -1
  %26 = zext i32 %25 to i64
  %27 = icmp ne i64 %24, %26
  %28 = freeze i1 %27
  br i1 %28, label %35, label %29

29:                                               ; preds = %19
  %30 = icmp eq i64 %2, 0
  %31 = ptrtoint ptr %5 to i32
  %32 = zext i32 %31 to i64
  %33 = icmp eq i64 %2, %32
  %34 = or i1 %30, %33
  br i1 %34, label %44, label %35

35:                                               ; preds = %7, %11, %15, %19, %4, %29
  %36 = and i32 %3, 1048575
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %36, ptr %37, align 4
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %39 = load i32, ptr %38, align 8
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %41, label %44

41:                                               ; preds = %35
  store i32 6, ptr %38, align 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %1, ptr %42, align 8
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 16, ptr %43, align 8
  br label %44

44:                                               ; preds = %41, %35, %29
  %45 = phi i64 [ %32, %29 ], [ 0, %35 ], [ 0, %41 ]
  ret i64 %45
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_timer_init(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = trunc i64 %1 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %7, i32 240
  %9 = load i64, ptr %8, align 8
  %10 = trunc i64 %9 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %7, i32 32
  %13 = load i64, ptr %12, align 8
  %14 = sub i64 %2, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i32 16
  %16 = load i32, ptr %15, align 8
  %17 = zext i32 %16 to i64
  %18 = udiv i64 %14, %17
  %19 = trunc i64 %18 to i32
  %20 = getelementptr inbounds nuw %struct.timer, ptr %11, i32 %19
  switch i64 %4, label %50 [
    i64 7, label %21
    i64 1, label %21
    i64 0, label %21
  ]

21:                                               ; preds = %5, %5, %5
  %22 = getelementptr inbounds nuw i8, ptr %7, i32 88
  %23 = atomicrmw xchg ptr %22, i32 1 acquire, align 8
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %43, label %29

25:                                               ; preds = %40, %29
  %26 = phi i32 [ %30, %29 ], [ %35, %40 ]
  %27 = atomicrmw xchg ptr %22, i32 1 acquire, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %43, label %29, !llvm.loop !21

29:                                               ; preds = %21, %25
  %30 = phi i32 [ %26, %25 ], [ 0, %21 ]
  %31 = load atomic i32, ptr %22 monotonic, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %25, label %33

33:                                               ; preds = %29, %40
  %34 = phi i32 [ %35, %40 ], [ %30, %29 ]
  %35 = add i32 %34, 1
  %36 = and i32 %35, 255
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %40

38:                                               ; preds = %33
  %39 = tail call i32 @sched_yield() #30
  br label %40

40:                                               ; preds = %38, %33
  %41 = load atomic i32, ptr %22 monotonic, align 8
  %42 = icmp eq i32 %41, 0
  br i1 %42, label %25, label %33, !llvm.loop !22

43:                                               ; preds = %25, %21
  %44 = getelementptr inbounds nuw i8, ptr %20, i32 28
  %45 = load i32, ptr %44, align 4
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %47, label %48

47:                                               ; preds = %43
  tail call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(28) %20, i8 0, i32 28, i1 false)
  store i32 1, ptr %44, align 4
  br label %48

48:                                               ; preds = %43, %47
  %49 = phi i64 [ 0, %47 ], [ -16, %43 ]
  store atomic i32 0, ptr %22 release, align 8
  br label %50

50:                                               ; preds = %5, %48
  %51 = phi i64 [ %49, %48 ], [ -22, %5 ]
  ret i64 %51
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_timer_set_callback(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %6, i32 240
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %12 = load i64, ptr %11, align 8
  %13 = sub i64 %2, %12
  %14 = getelementptr inbounds nuw i8, ptr %6, i32 16
  %15 = load i32, ptr %14, align 8
  %16 = zext i32 %15 to i64
  %17 = udiv i64 %13, %16
  %18 = trunc i64 %17 to i32
  %19 = getelementptr inbounds nuw %struct.timer, ptr %10, i32 %18
  %20 = getelementptr inbounds nuw i8, ptr %6, i32 88
  %21 = atomicrmw xchg ptr %20, i32 1 acquire, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %41, label %27

23:                                               ; preds = %38, %27
  %24 = phi i32 [ %28, %27 ], [ %33, %38 ]
  %25 = atomicrmw xchg ptr %20, i32 1 acquire, align 8
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %41, label %27, !llvm.loop !21

27:                                               ; preds = %4, %23
  %28 = phi i32 [ %24, %23 ], [ 0, %4 ]
  %29 = load atomic i32, ptr %20 monotonic, align 8
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %23, label %31

31:                                               ; preds = %27, %38
  %32 = phi i32 [ %33, %38 ], [ %28, %27 ]
  %33 = add i32 %32, 1
  %34 = and i32 %33, 255
  %35 = icmp eq i32 %34, 0
  br i1 %35, label %36, label %38

36:                                               ; preds = %31
  %37 = tail call i32 @sched_yield() #30
  br label %38

38:                                               ; preds = %36, %31
  %39 = load atomic i32, ptr %20 monotonic, align 8
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %23, label %31, !llvm.loop !22

41:                                               ; preds = %23, %4
  %42 = getelementptr inbounds nuw i8, ptr %19, i32 28
  %43 = load i32, ptr %42, align 4
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %54, label %45

45:                                               ; preds = %41
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 312
  %47 = load i64, ptr %46, align 8
  %48 = trunc i64 %47 to i32
  %49 = inttoptr i32 %48 to ptr
  %50 = getelementptr inbounds nuw i8, ptr %49, i32 32
  %51 = load i64, ptr %50, align 8
  %52 = getelementptr inbounds nuw i8, ptr %19, i32 16
  store i64 %51, ptr %52, align 8
  %53 = getelementptr inbounds nuw i8, ptr %19, i32 8
  store i64 %3, ptr %53, align 8
  br label %54

54:                                               ; preds = %45, %41
  %55 = phi i64 [ 0, %45 ], [ -22, %41 ]
  store atomic i32 0, ptr %20 release, align 8
  ret i64 %55
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_timer_start(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.timespec, align 8
  %7 = trunc i64 %1 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %8, i32 240
  %10 = load i64, ptr %9, align 8
  %11 = trunc i64 %10 to i32
  %12 = inttoptr i32 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 32
  %14 = load i64, ptr %13, align 8
  %15 = sub i64 %2, %14
  %16 = getelementptr inbounds nuw i8, ptr %8, i32 16
  %17 = load i32, ptr %16, align 8
  %18 = zext i32 %17 to i64
  %19 = udiv i64 %15, %18
  %20 = trunc i64 %19 to i32
  %21 = getelementptr inbounds nuw %struct.timer, ptr %12, i32 %20
  %22 = and i64 %4, 1
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %24, label %47

24:                                               ; preds = %5
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %26 = load i64, ptr %25, align 8
  %27 = trunc i64 %26 to i32
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %37, label %29

29:                                               ; preds = %24
  %30 = inttoptr i32 %27 to ptr
  %31 = load i64, ptr %30, align 8
  %32 = and i64 %31, 1
  %33 = icmp eq i64 %32, 0
  br i1 %33, label %37, label %34

34:                                               ; preds = %29
  %35 = getelementptr inbounds nuw i8, ptr %30, i32 8
  %36 = load i64, ptr %35, align 8
  br label %44

37:                                               ; preds = %29, %24
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %38 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #30
  %39 = load i64, ptr %6, align 8
  %40 = mul i64 %39, 1000000000
  %41 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %42 = load i64, ptr %41, align 8
  %43 = add i64 %40, %42
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  br label %44

44:                                               ; preds = %34, %37
  %45 = phi i64 [ %36, %34 ], [ %43, %37 ]
  %46 = add i64 %45, %3
  br label %47

47:                                               ; preds = %5, %44
  %48 = phi i64 [ %46, %44 ], [ %3, %5 ]
  %49 = getelementptr inbounds nuw i8, ptr %8, i32 88
  %50 = atomicrmw xchg ptr %49, i32 1 acquire, align 8
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %70, label %56

52:                                               ; preds = %67, %56
  %53 = phi i32 [ %57, %56 ], [ %62, %67 ]
  %54 = atomicrmw xchg ptr %49, i32 1 acquire, align 8
  %55 = icmp eq i32 %54, 0
  br i1 %55, label %70, label %56, !llvm.loop !21

56:                                               ; preds = %47, %52
  %57 = phi i32 [ %53, %52 ], [ 0, %47 ]
  %58 = load atomic i32, ptr %49 monotonic, align 8
  %59 = icmp eq i32 %58, 0
  br i1 %59, label %52, label %60

60:                                               ; preds = %56, %67
  %61 = phi i32 [ %62, %67 ], [ %57, %56 ]
  %62 = add i32 %61, 1
  %63 = and i32 %62, 255
  %64 = icmp eq i32 %63, 0
  br i1 %64, label %65, label %67

65:                                               ; preds = %60
  %66 = call i32 @sched_yield() #30
  br label %67

67:                                               ; preds = %65, %60
  %68 = load atomic i32, ptr %49 monotonic, align 8
  %69 = icmp eq i32 %68, 0
  br i1 %69, label %52, label %60, !llvm.loop !22

70:                                               ; preds = %52, %47
  %71 = icmp ult i64 %4, 4
  br i1 %71, label %72, label %82

72:                                               ; preds = %70
  %73 = getelementptr inbounds nuw i8, ptr %21, i32 28
  %74 = load i32, ptr %73, align 4
  %75 = icmp eq i32 %74, 0
  br i1 %75, label %82, label %76

76:                                               ; preds = %72
  %77 = getelementptr inbounds nuw i8, ptr %21, i32 8
  %78 = load i64, ptr %77, align 8
  %79 = icmp eq i64 %78, 0
  br i1 %79, label %82, label %80

80:                                               ; preds = %76
  store i64 %48, ptr %21, align 8
  %81 = getelementptr inbounds nuw i8, ptr %21, i32 24
  store i32 1, ptr %81, align 8
  br label %82

82:                                               ; preds = %80, %76, %72, %70
  %83 = phi i64 [ -22, %70 ], [ 0, %80 ], [ -22, %76 ], [ -22, %72 ]
  store atomic i32 0, ptr %49 release, align 8
  ret i64 %83
}

; Function Attrs: nounwind
define hidden range(i64 -22, 4294967296) i64 @pp_timer_cancel(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = trunc i64 %1 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %5, i32 240
  %7 = load i64, ptr %6, align 8
  %8 = trunc i64 %7 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %2, %11
  %13 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %14 = load i32, ptr %13, align 8
  %15 = zext i32 %14 to i64
  %16 = udiv i64 %12, %15
  %17 = trunc i64 %16 to i32
  %18 = getelementptr inbounds nuw %struct.timer, ptr %9, i32 %17
  %19 = getelementptr inbounds nuw i8, ptr %5, i32 88
  %20 = atomicrmw xchg ptr %19, i32 1 acquire, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %40, label %26

22:                                               ; preds = %37, %26
  %23 = phi i32 [ %27, %26 ], [ %32, %37 ]
  %24 = atomicrmw xchg ptr %19, i32 1 acquire, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %40, label %26, !llvm.loop !21

26:                                               ; preds = %3, %22
  %27 = phi i32 [ %23, %22 ], [ 0, %3 ]
  %28 = load atomic i32, ptr %19 monotonic, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %22, label %30

30:                                               ; preds = %26, %37
  %31 = phi i32 [ %32, %37 ], [ %27, %26 ]
  %32 = add i32 %31, 1
  %33 = and i32 %32, 255
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %35, label %37

35:                                               ; preds = %30
  %36 = tail call i32 @sched_yield() #30
  br label %37

37:                                               ; preds = %35, %30
  %38 = load atomic i32, ptr %19 monotonic, align 8
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %22, label %30, !llvm.loop !22

40:                                               ; preds = %22, %3
  %41 = getelementptr inbounds nuw i8, ptr %18, i32 28
  %42 = load i32, ptr %41, align 4
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %49, label %44

44:                                               ; preds = %40
  %45 = getelementptr inbounds nuw i8, ptr %18, i32 24
  %46 = load i32, ptr %45, align 8
  %47 = zext i32 %46 to i64
  store i32 0, ptr %45, align 8
  %48 = getelementptr inbounds nuw i8, ptr %18, i32 8
  store i64 0, ptr %48, align 8
  br label %49

49:                                               ; preds = %44, %40
  %50 = phi i64 [ %47, %44 ], [ -22, %40 ]
  store atomic i32 0, ptr %19 release, align 8
  ret i64 %50
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_timer_take(ptr noundef captures(none) %0, i32 noundef %1, i64 noundef %2, ptr noundef writeonly captures(none) %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = getelementptr inbounds nuw %struct.timer, ptr %8, i32 %1
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %11 = atomicrmw xchg ptr %10, i32 1 acquire, align 8
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %31, label %17

13:                                               ; preds = %28, %17
  %14 = phi i32 [ %18, %17 ], [ %23, %28 ]
  %15 = atomicrmw xchg ptr %10, i32 1 acquire, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %31, label %17, !llvm.loop !21

17:                                               ; preds = %4, %13
  %18 = phi i32 [ %14, %13 ], [ 0, %4 ]
  %19 = load atomic i32, ptr %10 monotonic, align 8
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %13, label %21

21:                                               ; preds = %17, %28
  %22 = phi i32 [ %23, %28 ], [ %18, %17 ]
  %23 = add i32 %22, 1
  %24 = and i32 %23, 255
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %26, label %28

26:                                               ; preds = %21
  %27 = tail call i32 @sched_yield() #30
  br label %28

28:                                               ; preds = %26, %21
  %29 = load atomic i32, ptr %10 monotonic, align 8
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %13, label %21, !llvm.loop !22

31:                                               ; preds = %13, %4
  %32 = getelementptr inbounds nuw i8, ptr %9, i32 24
  %33 = load i32, ptr %32, align 8
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %43, label %35

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %9, i32 8
  %37 = load i64, ptr %36, align 8
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %43, label %39

39:                                               ; preds = %35
  %40 = load i64, ptr %9, align 8
  %41 = icmp ugt i64 %40, %2
  br i1 %41, label %43, label %42

42:                                               ; preds = %39
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %3, ptr noundef nonnull align 8 dereferenceable(32) %9, i32 32, i1 false)
  store i32 0, ptr %32, align 8
  br label %43

43:                                               ; preds = %31, %35, %42, %39
  %44 = phi i1 [ false, %39 ], [ true, %42 ], [ false, %35 ], [ false, %31 ]
  %45 = zext i1 %44 to i64
  store atomic i32 0, ptr %10 release, align 8
  ret i64 %45
}

; Function Attrs: nounwind
define hidden i64 @pp_native(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i32 noundef %7) local_unnamed_addr #0 {
  %9 = trunc i64 %1 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = tail call i64 %10(i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6) #30
  ret i64 %11
}

; Function Attrs: nounwind
define hidden i64 @pp_python(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i32 noundef %7) local_unnamed_addr #0 {
  %9 = tail call i32 @PyGILState_Ensure() #30
  %10 = trunc i64 %1 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = ptrtoint ptr %0 to i32
  %13 = zext i32 %12 to i64
  %14 = tail call ptr (ptr, ptr, ...) @PyObject_CallFunction(ptr noundef %11, ptr noundef nonnull @.str, i64 noundef %13, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i32 noundef %7) #30
  %15 = icmp eq ptr %14, null
  br i1 %15, label %18, label %16

16:                                               ; preds = %8
  %17 = tail call i64 @PyLong_AsUnsignedLongLongMask(ptr noundef nonnull %14) #30
  tail call void @Py_DecRef(ptr noundef nonnull %14) #30
  br label %27

18:                                               ; preds = %8
  tail call void @PyErr_WriteUnraisable(ptr noundef %11) #30
  %19 = and i32 %7, 1048575
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %19, ptr %20, align 4
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %22 = load i32, ptr %21, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %24, label %27

24:                                               ; preds = %18
  store i32 6, ptr %21, align 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 0, ptr %25, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %26, align 8
  br label %27

27:                                               ; preds = %24, %18, %16
  %28 = phi i64 [ %17, %16 ], [ 0, %18 ], [ 0, %24 ]
  tail call void @PyGILState_Release(i32 noundef %9) #30
  ret i64 %28
}

declare i32 @PyGILState_Ensure() local_unnamed_addr #8

declare ptr @PyObject_CallFunction(ptr noundef, ptr noundef, ...) local_unnamed_addr #8

declare i64 @PyLong_AsUnsignedLongLongMask(ptr noundef) local_unnamed_addr #8

declare void @Py_DecRef(ptr noundef) local_unnamed_addr #8

declare void @PyErr_WriteUnraisable(ptr noundef) local_unnamed_addr #8

declare void @PyGILState_Release(i32 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_attend(ptr noundef writeonly captures(none) %0) local_unnamed_addr #0 {
  %2 = tail call i32 @PyGILState_Ensure() #30
  %3 = tail call i32 @PyErr_CheckSignals() #30
  %4 = icmp ne i32 %3, 0
  br i1 %4, label %5, label %6

5:                                                ; preds = %1
  tail call fastcc void @keep_raised(ptr noundef %0) #28
  br label %6

6:                                                ; preds = %5, %1
  %7 = zext i1 %4 to i64
  tail call void @PyGILState_Release(i32 noundef %2) #30
  ret i64 %7
}

declare i32 @PyErr_CheckSignals() local_unnamed_addr #8

; Function Attrs: nounwind
define internal fastcc void @keep_raised(ptr noundef writeonly captures(none) initializes((416, 424)) %0) unnamed_addr #0 {
  %2 = alloca ptr, align 4
  %3 = alloca ptr, align 4
  %4 = alloca ptr, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  store ptr null, ptr %2, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  store ptr null, ptr %3, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  store ptr null, ptr %4, align 4
  call void @PyErr_Fetch(ptr noundef nonnull %2, ptr noundef nonnull %3, ptr noundef nonnull %4) #30
  call void @PyErr_NormalizeException(ptr noundef nonnull %2, ptr noundef nonnull %3, ptr noundef nonnull %4) #30
  %5 = load ptr, ptr %4, align 4
  %6 = icmp eq ptr %5, null
  br i1 %6, label %10, label %7

7:                                                ; preds = %1
  %8 = load ptr, ptr %3, align 4
  %9 = call i32 @PyException_SetTraceback(ptr noundef %8, ptr noundef nonnull %5) #30
  br label %10

10:                                               ; preds = %7, %1
  %11 = load ptr, ptr %2, align 4
  call void @Py_DecRef(ptr noundef %11) #30
  %12 = load ptr, ptr %4, align 4
  call void @Py_DecRef(ptr noundef %12) #30
  %13 = load ptr, ptr %3, align 4
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 416
  store i64 %15, ptr %16, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  ret void
}

; Function Attrs: nounwind
define hidden i64 @pp_join(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef %3, i64 noundef %4, ptr noundef writeonly captures(none) initializes((0, 8)) %5, ptr noundef writeonly captures(none) %6) local_unnamed_addr #0 {
  %8 = alloca ptr, align 4
  %9 = alloca i32, align 4
  store i64 0, ptr %5, align 8
  %10 = icmp eq i64 %2, 0
  br i1 %10, label %59, label %11

11:                                               ; preds = %7
  %12 = icmp eq ptr %3, null
  br label %13

13:                                               ; preds = %11, %52
  %14 = phi i64 [ 0, %11 ], [ %55, %52 ]
  %15 = phi i64 [ 0, %11 ], [ %57, %52 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #29
  %16 = sub nuw i64 %2, %15
  %17 = icmp ugt i64 %16, 8
  %18 = add i64 %15, %1
  %19 = trunc i64 %18 to i32
  br i1 %17, label %20, label %23

20:                                               ; preds = %13
  %21 = add i32 %19, 8
  %22 = call ptr @PyTuple_GetItem(ptr noundef %0, i32 noundef %21) #30
  call void @llvm.prefetch.p0(ptr %22, i32 0, i32 3, i32 1)
  br label %23

23:                                               ; preds = %13, %20
  %24 = call ptr @PyTuple_GetItem(ptr noundef %0, i32 noundef %19) #30
  %25 = call i32 @PyBytes_AsStringAndSize(ptr noundef %24, ptr noundef nonnull %8, ptr noundef nonnull %9) #30
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %28, label %27

27:                                               ; preds = %23
  call void @PyErr_Clear() #30
  br label %51

28:                                               ; preds = %23
  %29 = load i32, ptr %9, align 4
  %30 = sext i32 %29 to i64
  %31 = sub i64 %4, %14
  %32 = icmp ult i64 %31, %30
  br i1 %32, label %51, label %33

33:                                               ; preds = %28
  br i1 %12, label %44, label %34

34:                                               ; preds = %33
  %35 = trunc i64 %14 to i32
  %36 = getelementptr inbounds nuw i8, ptr %3, i32 %35
  %37 = load ptr, ptr %8, align 4
  %38 = call ptr @memcpy(ptr noundef nonnull %36, ptr noundef %37, i32 noundef %29) #30
  %39 = trunc i64 %15 to i32
  %40 = getelementptr inbounds nuw i64, ptr %5, i32 %39
  store i64 %14, ptr %40, align 8
  %41 = load i32, ptr %9, align 4
  %42 = sext i32 %41 to i64
  %43 = add i64 %14, %42
  br label %52

44:                                               ; preds = %33
  %45 = load ptr, ptr %8, align 4
  %46 = ptrtoint ptr %45 to i32
  %47 = zext i32 %46 to i64
  %48 = trunc i64 %15 to i32
  %49 = getelementptr inbounds nuw i64, ptr %5, i32 %48
  store i64 %47, ptr %49, align 8
  %50 = add nsw i64 %47, %30
  br label %52

51:                                               ; preds = %28, %27
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  br label %59

52:                                               ; preds = %44, %34
  %53 = phi i32 [ %48, %44 ], [ %39, %34 ]
  %54 = phi i64 [ %50, %44 ], [ %43, %34 ]
  %55 = phi i64 [ %14, %44 ], [ %43, %34 ]
  %56 = getelementptr inbounds nuw i64, ptr %6, i32 %53
  store i64 %54, ptr %56, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  %57 = add nuw i64 %15, 1
  %58 = icmp ult i64 %57, %2
  br i1 %58, label %13, label %59, !llvm.loop !60

59:                                               ; preds = %52, %7, %51
  %60 = phi i64 [ %15, %51 ], [ 0, %7 ], [ %2, %52 ]
  ret i64 %60
}

declare ptr @PyTuple_GetItem(ptr noundef, i32 noundef) local_unnamed_addr #8

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @llvm.prefetch.p0(ptr readonly captures(none), i32 immarg, i32 immarg, i32 immarg) #18

declare i32 @PyBytes_AsStringAndSize(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #8

declare void @PyErr_Clear() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden i64 @pp_update_batch(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, ptr noundef writeonly captures(none) initializes((0, 8)) %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %8 = load i32, ptr %7, align 8
  %9 = icmp ugt i32 %8, 1
  br i1 %9, label %10, label %16

10:                                               ; preds = %6
  %11 = zext i32 %8 to i64
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %13 = load i32, ptr %12, align 8
  %14 = zext i32 %13 to i64
  %15 = mul nuw i64 %14, %11
  br label %20

16:                                               ; preds = %6
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %18 = load i32, ptr %17, align 8
  %19 = zext i32 %18 to i64
  br label %20

20:                                               ; preds = %10, %16
  %21 = phi i64 [ %15, %10 ], [ %19, %16 ]
  store i64 0, ptr %5, align 8
  %22 = ptrtoint ptr %0 to i32
  %23 = zext i32 %22 to i64
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %25 = icmp eq i64 %3, 0
  br i1 %25, label %39, label %26

26:                                               ; preds = %20, %36
  %27 = phi i64 [ %37, %36 ], [ 0, %20 ]
  %28 = load i32, ptr %24, align 4
  %29 = zext i32 %28 to i64
  %30 = mul i64 %27, %29
  %31 = add i64 %30, %1
  %32 = mul i64 %27, %21
  %33 = add i64 %32, %2
  %34 = tail call i64 @pp_map_update(ptr noundef null, i64 noundef %23, i64 noundef %31, i64 noundef %33, i64 noundef %4, i32 noundef 0) #28
  store i64 %34, ptr %5, align 8
  %35 = icmp eq i64 %34, 0
  br i1 %35, label %36, label %39

36:                                               ; preds = %26
  %37 = add nuw i64 %27, 1
  %38 = icmp ult i64 %37, %3
  br i1 %38, label %26, label %39, !llvm.loop !61

39:                                               ; preds = %36, %26, %20
  %40 = phi i64 [ 0, %20 ], [ %27, %26 ], [ %3, %36 ]
  ret i64 %40
}

; Function Attrs: nounwind
define hidden i64 @pp_delete_batch(ptr noundef %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = icmp eq i64 %2, 0
  br i1 %4, label %9, label %5

5:                                                ; preds = %3
  %6 = ptrtoint ptr %0 to i32
  %7 = zext i32 %6 to i64
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 4
  br label %11

9:                                                ; preds = %11, %3
  %10 = phi i64 [ 0, %3 ], [ %21, %11 ]
  ret i64 %10

11:                                               ; preds = %5, %11
  %12 = phi i64 [ 0, %5 ], [ %22, %11 ]
  %13 = phi i64 [ 0, %5 ], [ %21, %11 ]
  %14 = load i32, ptr %8, align 4
  %15 = zext i32 %14 to i64
  %16 = mul i64 %12, %15
  %17 = add i64 %16, %1
  %18 = tail call i64 @pp_map_delete(ptr noundef null, i64 noundef %7, i64 noundef %17) #28
  %19 = icmp eq i64 %18, 0
  %20 = zext i1 %19 to i64
  %21 = add i64 %13, %20
  %22 = add nuw i64 %12, 1
  %23 = icmp ult i64 %22, %2
  br i1 %23, label %11, label %9, !llvm.loop !62
}

; Function Attrs: nounwind
define hidden i64 @pp_lookup_batch(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, ptr noundef captures(none) %4) local_unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %7 = load i32, ptr %6, align 8
  %8 = icmp ugt i32 %7, 1
  br i1 %8, label %9, label %15

9:                                                ; preds = %5
  %10 = zext i32 %7 to i64
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %12 = load i32, ptr %11, align 8
  %13 = zext i32 %12 to i64
  %14 = mul nuw i64 %13, %10
  br label %19

15:                                               ; preds = %5
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %17 = load i32, ptr %16, align 8
  %18 = zext i32 %17 to i64
  br label %19

19:                                               ; preds = %9, %15
  %20 = phi i64 [ %14, %9 ], [ %18, %15 ]
  %21 = load i32, ptr %0, align 8
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %23 = load i32, ptr %22, align 4
  %24 = load i32, ptr %4, align 4
  switch i32 %21, label %25 [
    i32 6, label %51
    i32 2, label %51
  ]

25:                                               ; preds = %19
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %27 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %47, label %33

29:                                               ; preds = %44, %33
  %30 = phi i32 [ %34, %33 ], [ %39, %44 ]
  %31 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %47, label %33, !llvm.loop !21

33:                                               ; preds = %25, %29
  %34 = phi i32 [ %30, %29 ], [ 0, %25 ]
  %35 = load atomic i32, ptr %26 monotonic, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %29, label %37

37:                                               ; preds = %33, %44
  %38 = phi i32 [ %39, %44 ], [ %34, %33 ]
  %39 = add i32 %38, 1
  %40 = and i32 %39, 255
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %42, label %44

42:                                               ; preds = %37
  %43 = tail call i32 @sched_yield() #30
  br label %44

44:                                               ; preds = %42, %37
  %45 = load atomic i32, ptr %26 monotonic, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %29, label %37, !llvm.loop !22

47:                                               ; preds = %29, %25
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %49 = load i64, ptr %48, align 8
  %50 = trunc i64 %49 to i32
  br label %51

51:                                               ; preds = %19, %19, %47
  %52 = phi i32 [ %23, %19 ], [ %50, %47 ], [ %23, %19 ]
  %53 = icmp ult i32 %24, %52
  %54 = icmp ne i64 %3, 0
  %55 = and i1 %53, %54
  br i1 %55, label %56, label %131

56:                                               ; preds = %51
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %58 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %59 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %61 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %62 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %63 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %64 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %65

65:                                               ; preds = %56, %125
  %66 = phi i64 [ 0, %56 ], [ %126, %125 ]
  %67 = phi i32 [ %24, %56 ], [ %127, %125 ]
  %68 = mul i64 %66, %20
  %69 = add i64 %68, %2
  switch i32 %21, label %75 [
    i32 6, label %70
    i32 2, label %70
  ]

70:                                               ; preds = %65, %65
  %71 = shl i64 %66, 2
  %72 = add i64 %71, %1
  %73 = trunc i64 %72 to i32
  %74 = inttoptr i32 %73 to ptr
  store i32 %67, ptr %74, align 1
  br label %96

75:                                               ; preds = %65
  %76 = load i64, ptr %57, align 8
  %77 = trunc i64 %76 to i32
  %78 = inttoptr i32 %77 to ptr
  %79 = getelementptr inbounds nuw i8, ptr %78, i32 %67
  %80 = load i8, ptr %79, align 1
  %81 = icmp eq i8 %80, 0
  br i1 %81, label %125, label %82

82:                                               ; preds = %75
  %83 = load i32, ptr %58, align 4
  %84 = zext i32 %83 to i64
  %85 = mul i64 %66, %84
  %86 = add i64 %85, %1
  %87 = trunc i64 %86 to i32
  %88 = inttoptr i32 %87 to ptr
  %89 = load i64, ptr %59, align 8
  %90 = trunc i64 %89 to i32
  %91 = inttoptr i32 %90 to ptr
  %92 = load i32, ptr %60, align 4
  %93 = mul i32 %92, %67
  %94 = getelementptr inbounds nuw i8, ptr %91, i32 %93
  %95 = tail call ptr @memcpy(ptr noundef %88, ptr noundef %94, i32 noundef %83) #30
  br label %96

96:                                               ; preds = %82, %70
  %97 = load i32, ptr %6, align 8
  %98 = icmp eq i32 %97, 0
  br i1 %98, label %101, label %99

99:                                               ; preds = %96
  %100 = zext i32 %67 to i64
  br label %103

101:                                              ; preds = %103, %96
  %102 = add nuw i64 %66, 1
  br label %125

103:                                              ; preds = %99, %103
  %104 = phi i32 [ 0, %99 ], [ %122, %103 ]
  %105 = zext i32 %104 to i64
  %106 = load i32, ptr %61, align 8
  %107 = zext i32 %106 to i64
  %108 = mul nuw i64 %107, %105
  %109 = add i64 %69, %108
  %110 = trunc i64 %109 to i32
  %111 = inttoptr i32 %110 to ptr
  %112 = load i64, ptr %62, align 8
  %113 = mul nuw i64 %107, %100
  %114 = add i64 %113, %112
  %115 = load i64, ptr %63, align 8
  %116 = mul i64 %115, %105
  %117 = add i64 %114, %116
  %118 = trunc i64 %117 to i32
  %119 = inttoptr i32 %118 to ptr
  %120 = load i32, ptr %64, align 8
  %121 = tail call ptr @memcpy(ptr noundef %111, ptr noundef %119, i32 noundef %120) #30
  %122 = add nuw i32 %104, 1
  %123 = load i32, ptr %6, align 8
  %124 = icmp ult i32 %122, %123
  br i1 %124, label %103, label %101, !llvm.loop !63

125:                                              ; preds = %75, %101
  %126 = phi i64 [ %102, %101 ], [ %66, %75 ]
  %127 = add nuw i32 %67, 1
  %128 = icmp ult i32 %127, %52
  %129 = icmp ult i64 %126, %3
  %130 = select i1 %128, i1 %129, i1 false
  br i1 %130, label %65, label %131, !llvm.loop !64

131:                                              ; preds = %125, %51
  %132 = phi i32 [ %24, %51 ], [ %127, %125 ]
  %133 = phi i64 [ 0, %51 ], [ %126, %125 ]
  switch i32 %21, label %134 [
    i32 6, label %136
    i32 2, label %136
  ]

134:                                              ; preds = %131
  %135 = getelementptr inbounds nuw i8, ptr %0, i32 88
  store atomic i32 0, ptr %135 release, align 8
  br label %136

136:                                              ; preds = %131, %131, %134
  store i32 %132, ptr %4, align 4
  ret i64 %133
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_tail_call(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) local_unnamed_addr #0 {
  %7 = trunc i64 %2 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %16 = load i64, ptr %15, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 312
  %18 = load i64, ptr %17, align 8
  %19 = trunc i64 %3 to i32
  %20 = getelementptr inbounds nuw i8, ptr %8, i32 12
  %21 = load i32, ptr %20, align 4
  %22 = icmp ugt i32 %21, %19
  br i1 %22, label %23, label %84

23:                                               ; preds = %6
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 180
  %25 = load i32, ptr %24, align 4
  %26 = icmp ugt i32 %25, 32
  br i1 %26, label %84, label %27

27:                                               ; preds = %23
  %28 = getelementptr inbounds nuw i8, ptr %8, i32 32
  %29 = load i64, ptr %28, align 8
  %30 = trunc i64 %29 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = getelementptr inbounds nuw i64, ptr %31, i32 %19
  %33 = load atomic i64, ptr %32 acquire, align 8
  %34 = trunc i64 %33 to i32
  %35 = inttoptr i32 %34 to ptr
  %36 = icmp eq i32 %34, 0
  br i1 %36, label %84, label %37

37:                                               ; preds = %27
  %38 = getelementptr inbounds nuw i8, ptr %35, i32 24
  %39 = load i64, ptr %38, align 8
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %41 = load i64, ptr %40, align 8
  %42 = sub i64 %4, %41
  %43 = icmp ugt i64 %39, %42
  br i1 %43, label %44, label %53

44:                                               ; preds = %37
  %45 = and i32 %5, 1048575
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 %45, ptr %46, align 4
  %47 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %48 = load i32, ptr %47, align 8
  %49 = icmp eq i32 %48, 0
  br i1 %49, label %50, label %84

50:                                               ; preds = %44
  store i32 6, ptr %47, align 8
  %51 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %4, ptr %51, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 %39, ptr %52, align 8
  br label %84

53:                                               ; preds = %37
  %54 = load i32, ptr %24, align 4
  %55 = add i32 %54, 1
  store i32 %55, ptr %24, align 4
  %56 = getelementptr inbounds nuw i8, ptr %35, i32 8
  %57 = load i64, ptr %56, align 8
  store i64 %57, ptr %9, align 8
  %58 = getelementptr inbounds nuw i8, ptr %35, i32 16
  %59 = load i64, ptr %58, align 8
  store i64 %59, ptr %11, align 8
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %60, align 8
  %61 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %61, align 8
  %62 = and i64 %33, 4294967295
  store i64 %62, ptr %17, align 8
  %63 = load i64, ptr %38, align 8
  %64 = sub i64 %4, %63
  store i64 %64, ptr %13, align 8
  store i64 %4, ptr %15, align 8
  %65 = load i64, ptr %35, align 8
  %66 = trunc i64 %65 to i32
  %67 = inttoptr i32 %66 to ptr
  %68 = tail call i64 %67(ptr noundef nonnull %0, i64 noundef %1, i64 noundef 0) #30
  %69 = getelementptr inbounds nuw i8, ptr %0, i32 200
  store i64 %68, ptr %69, align 8
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %71 = load i32, ptr %70, align 8
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %78, label %73, !prof !65

73:                                               ; preds = %53
  %74 = getelementptr inbounds nuw i8, ptr %0, i32 192
  %75 = load i64, ptr %74, align 8
  %76 = icmp eq i64 %75, 0
  br i1 %76, label %77, label %78

77:                                               ; preds = %73
  store i64 %62, ptr %74, align 8
  br label %78

78:                                               ; preds = %77, %73, %53
  %79 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %80 = load i32, ptr %79, align 4
  %81 = icmp eq i32 %80, 0
  br i1 %81, label %83, label %82, !prof !65

82:                                               ; preds = %78
  tail call fastcc void @discard_but(ptr noundef nonnull %0, i64 noundef %10, i64 noundef %12) #28
  br label %83

83:                                               ; preds = %82, %78
  store i64 %10, ptr %9, align 8
  store i64 %12, ptr %11, align 8
  store i64 %18, ptr %17, align 8
  store i64 %14, ptr %13, align 8
  store i64 %16, ptr %15, align 8
  br label %84

84:                                               ; preds = %50, %44, %27, %6, %23, %83
  %85 = phi i64 [ 0, %6 ], [ 0, %27 ], [ 1, %83 ], [ 0, %23 ], [ 1, %44 ], [ 1, %50 ]
  ret i64 %85
}

; Function Attrs: nounwind
define hidden i64 @pp_run_once(ptr noundef initializes((8, 16), (192, 200), (304, 306), (360, 368), (384, 392), (408, 416), (496, 504), (512, 520)) %0, ptr noundef captures(none) initializes((16, 40)) %1, ptr noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 0, ptr %9, align 4
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 8
  store i32 0, ptr %10, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 496
  store i64 0, ptr %11, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 384
  store i64 0, ptr %12, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 192
  store i64 0, ptr %13, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 516
  store i32 0, ptr %14, align 4
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 512
  store i32 0, ptr %15, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 408
  store i64 %5, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %18 = load i64, ptr %17, align 8
  %19 = tail call i64 @llvm.usub.sat.i64(i64 %4, i64 %18)
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 360
  store i64 %19, ptr %20, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 304
  store i16 14, ptr %21, align 8
  %22 = add i64 %8, 256
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %24 = load i64, ptr %23, align 8
  %25 = sub i64 %24, %22
  %26 = icmp ugt i64 %3, %25
  br i1 %26, label %27, label %32, !prof !66

27:                                               ; preds = %6
  store i32 2, ptr %10, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %22, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 %3, ptr %29, align 8
  %30 = getelementptr inbounds nuw i8, ptr %1, i32 16
  store i64 1, ptr %30, align 8
  %31 = getelementptr inbounds nuw i8, ptr %1, i32 24
  store i64 256, ptr %31, align 8
  br label %186

32:                                               ; preds = %6
  %33 = trunc i64 %22 to i32
  %34 = inttoptr i32 %33 to ptr
  %35 = trunc i64 %3 to i32
  %36 = tail call ptr @memcpy(ptr noundef %34, ptr noundef %2, i32 noundef %35) #30
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %38 = load i64, ptr %37, align 8
  %39 = trunc i64 %38 to i32
  %40 = inttoptr i32 %39 to ptr
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %42 = load i64, ptr %41, align 8
  %43 = trunc i64 %42 to i32
  %44 = inttoptr i32 %43 to ptr
  %45 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %46 = load i64, ptr %45, align 8
  %47 = sub i64 %46, %38
  %48 = trunc i64 %47 to i32
  %49 = tail call ptr @memcpy(ptr noundef %40, ptr noundef %44, i32 noundef %48) #30
  %50 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %51 = load i64, ptr %50, align 8
  %52 = trunc i64 %51 to i32
  %53 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %52, i64 noundef %3) #28
  %54 = add i64 %53, %22
  %55 = getelementptr inbounds nuw i8, ptr %0, i32 240
  store i64 %22, ptr %55, align 8
  %56 = getelementptr inbounds nuw i8, ptr %0, i32 48
  store i64 %22, ptr %56, align 8
  %57 = getelementptr inbounds nuw i8, ptr %0, i32 56
  store i64 %54, ptr %57, align 8
  %58 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 0, ptr %58, align 8
  store i64 %4, ptr %0, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i32 180
  store i32 0, ptr %59, align 4
  switch i32 %52, label %124 [
    i32 1, label %60
    i32 2, label %68
  ]

60:                                               ; preds = %32
  %61 = load i64, ptr %37, align 8
  %62 = trunc i64 %61 to i32
  %63 = inttoptr i32 %62 to ptr
  store i32 %33, ptr %63, align 1
  %64 = trunc i64 %54 to i32
  %65 = add i32 %62, 4
  %66 = inttoptr i32 %65 to ptr
  store i32 %64, ptr %66, align 1
  %67 = add i32 %62, 8
  br label %120

68:                                               ; preds = %32
  %69 = load i64, ptr %37, align 8
  %70 = icmp ugt i64 %53, 13
  store i16 14, ptr %21, align 8
  %71 = getelementptr inbounds nuw i8, ptr %0, i32 307
  store i8 0, ptr %71, align 1
  %72 = getelementptr inbounds nuw i8, ptr %0, i32 306
  store i8 0, ptr %72, align 2
  %73 = trunc i64 %69 to i32
  %74 = inttoptr i32 %73 to ptr
  %75 = trunc i64 %53 to i32
  store i32 %75, ptr %74, align 1
  %76 = add i64 %69, 4
  br i1 %70, label %77, label %105

77:                                               ; preds = %68
  %78 = load i32, ptr %34, align 1
  %79 = add i32 %33, 4
  %80 = inttoptr i32 %79 to ptr
  %81 = load i16, ptr %80, align 1
  %82 = zext i16 %81 to i32
  %83 = or i32 %78, %82
  %84 = icmp eq i32 %83, 0
  %85 = and i32 %78, 1
  %86 = xor i32 %85, 3
  %87 = select i1 %84, i32 0, i32 %86
  %88 = trunc i64 %76 to i32
  %89 = inttoptr i32 %88 to ptr
  store i32 %87, ptr %89, align 1
  %90 = add i32 %33, 12
  %91 = inttoptr i32 %90 to ptr
  %92 = load i8, ptr %91, align 1
  %93 = icmp ugt i8 %92, 5
  br i1 %93, label %94, label %97

94:                                               ; preds = %77
  %95 = load i16, ptr %91, align 1
  %96 = zext i16 %95 to i32
  br label %108

97:                                               ; preds = %77
  %98 = icmp ugt i64 %53, 15
  br i1 %98, label %99, label %108

99:                                               ; preds = %97
  %100 = add i32 %33, 14
  %101 = inttoptr i32 %100 to ptr
  %102 = load i16, ptr %101, align 1
  %103 = icmp eq i16 %102, -1
  %104 = select i1 %103, i32 256, i32 1024
  br label %108

105:                                              ; preds = %68
  %106 = trunc i64 %76 to i32
  %107 = inttoptr i32 %106 to ptr
  store i32 0, ptr %107, align 1
  br label %108

108:                                              ; preds = %94, %97, %99, %105
  %109 = phi i32 [ %104, %99 ], [ 1024, %97 ], [ %96, %94 ], [ 0, %105 ]
  %110 = add i32 %73, 16
  %111 = inttoptr i32 %110 to ptr
  store i32 %109, ptr %111, align 1
  %112 = add i32 %73, 76
  %113 = inttoptr i32 %112 to ptr
  store i32 %33, ptr %113, align 1
  %114 = trunc i64 %54 to i32
  %115 = add i32 %73, 80
  %116 = inttoptr i32 %115 to ptr
  store i32 %114, ptr %116, align 1
  %117 = add i32 %73, 140
  %118 = inttoptr i32 %117 to ptr
  store i32 %33, ptr %118, align 1
  %119 = add i32 %73, 160
  br label %120

120:                                              ; preds = %108, %60
  %121 = phi i32 [ %67, %60 ], [ %119, %108 ]
  %122 = phi i32 [ %33, %60 ], [ %75, %108 ]
  %123 = inttoptr i32 %121 to ptr
  store i32 %122, ptr %123, align 1
  br label %124

124:                                              ; preds = %120, %32
  %125 = load i64, ptr %1, align 8
  %126 = trunc i64 %125 to i32
  %127 = inttoptr i32 %126 to ptr
  %128 = load i64, ptr %37, align 8
  %129 = tail call i64 %127(ptr noundef nonnull %0, i64 noundef %128, i64 noundef 0) #30
  %130 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %131 = load i32, ptr %130, align 4
  %132 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %133 = load i64, ptr %132, align 8
  %134 = trunc i64 %133 to i32
  %135 = or i32 %131, %134
  %136 = icmp eq i32 %135, 0
  br i1 %136, label %138, label %137, !prof !65

137:                                              ; preds = %124
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %138

138:                                              ; preds = %124, %137
  %139 = load i64, ptr %7, align 8
  %140 = add i64 %139, 256
  %141 = load i32, ptr %10, align 8
  %142 = icmp ne i32 %141, 0
  %143 = zext i1 %142 to i64
  %144 = getelementptr inbounds nuw i8, ptr %0, i32 308
  %145 = load i32, ptr %144, align 4
  %146 = load i32, ptr %58, align 8
  %147 = or i32 %146, %145
  %148 = load i32, ptr %14, align 4
  %149 = or i32 %147, %148
  %150 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %151 = load i8, ptr %150, align 1
  %152 = zext i8 %151 to i32
  %153 = or i32 %149, %152
  %154 = icmp eq i32 %153, 0
  %155 = or disjoint i64 %143, 2
  %156 = select i1 %154, i64 %143, i64 %155
  %157 = load i64, ptr %55, align 8
  %158 = icmp eq i64 %157, %140
  br i1 %158, label %159, label %171

159:                                              ; preds = %138
  %160 = load i64, ptr %57, align 8
  %161 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %162 = load i64, ptr %161, align 8
  %163 = add i64 %162, %160
  %164 = add i64 %140, %3
  %165 = icmp eq i64 %163, %164
  br i1 %165, label %166, label %171

166:                                              ; preds = %159
  %167 = trunc i64 %140 to i32
  %168 = inttoptr i32 %167 to ptr
  %169 = tail call i32 @memcmp(ptr noundef %168, ptr noundef %2, i32 noundef %35) #30
  %170 = icmp eq i32 %169, 0
  br i1 %170, label %173, label %171

171:                                              ; preds = %166, %159, %138
  %172 = or disjoint i64 %156, 4
  br label %173

173:                                              ; preds = %166, %171
  %174 = phi i64 [ %172, %171 ], [ %156, %166 ]
  %175 = getelementptr inbounds nuw i8, ptr %1, i32 16
  store i64 %174, ptr %175, align 8
  %176 = load i64, ptr %55, align 8
  %177 = load i64, ptr %7, align 8
  %178 = sub i64 %176, %177
  %179 = getelementptr inbounds nuw i8, ptr %1, i32 24
  store i64 %178, ptr %179, align 8
  %180 = load i64, ptr %57, align 8
  %181 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %182 = load i64, ptr %181, align 8
  %183 = add i64 %182, %180
  %184 = load i64, ptr %55, align 8
  %185 = sub i64 %183, %184
  br label %186

186:                                              ; preds = %173, %27
  %187 = phi i64 [ %185, %173 ], [ 0, %27 ]
  %188 = phi i64 [ %129, %173 ], [ 0, %27 ]
  %189 = getelementptr inbounds nuw i8, ptr %1, i32 32
  store i64 %187, ptr %189, align 8
  ret i64 %188
}

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define internal fastcc noundef i64 @split(ptr noundef captures(none) initializes((64, 72)) %0, i32 noundef %1, i64 noundef %2) unnamed_addr #19 {
  %4 = icmp eq i32 %1, 1
  br i1 %4, label %5, label %9

5:                                                ; preds = %3
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %7 = load i64, ptr %6, align 8
  %8 = tail call noundef i64 @llvm.umin.i64(i64 %2, i64 %7)
  br label %9

9:                                                ; preds = %3, %5
  %10 = phi i64 [ %8, %5 ], [ %2, %3 ]
  %11 = sub i64 %2, %10
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 64
  store i64 %11, ptr %12, align 8
  ret i64 %10
}

; Function Attrs: nounwind
define hidden i64 @pp_run_batch(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5, ptr noundef writeonly captures(none) %6) local_unnamed_addr #0 {
  %8 = alloca %struct.timespec, align 8
  %9 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #29
  %10 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %9) #30
  %11 = load i64, ptr %9, align 8
  %12 = getelementptr inbounds nuw i8, ptr %9, i32 8
  %13 = load i64, ptr %12, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 192
  store i64 0, ptr %14, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 360
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 376
  br label %20

20:                                               ; preds = %20, %7
  %21 = phi i64 [ 0, %7 ], [ %30, %20 ]
  %22 = sub i64 %4, %21
  store i32 0, ptr %15, align 4
  store i32 0, ptr %16, align 8
  %23 = load i64, ptr %17, align 8
  %24 = call i64 @llvm.usub.sat.i64(i64 %5, i64 %23)
  store i64 %24, ptr %18, align 8
  %25 = load i64, ptr %19, align 8
  %26 = call i64 @llvm.umin.i64(i64 %22, i64 %25)
  %27 = trunc i64 %21 to i32
  %28 = getelementptr inbounds nuw %struct.packet, ptr %3, i32 %27
  %29 = call fastcc i64 @run_each(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %28, i64 noundef %26, i64 noundef %5) #28
  %30 = add i64 %29, %21
  %31 = sub i64 %4, %30
  %32 = call fastcc i32 @next_chunk(ptr noundef nonnull %0, i64 noundef %29, i64 noundef %26, i64 noundef %31) #28
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %20, !llvm.loop !67

34:                                               ; preds = %20
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 432
  store atomic i64 0, ptr %35 release, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  %36 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %8) #30
  %37 = load i64, ptr %8, align 8
  %38 = getelementptr inbounds nuw i8, ptr %8, i32 8
  %39 = load i64, ptr %38, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  %40 = sub i64 %37, %11
  %41 = mul i64 %40, 1000000000
  %42 = sub i64 %39, %13
  %43 = add i64 %42, %41
  store i64 %43, ptr %6, align 8
  ret i64 %30
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_each(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5) unnamed_addr #1 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %8, 256
  %10 = icmp eq i64 %4, 0
  br i1 %10, label %148, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 296
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 180
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %24 = trunc i64 %9 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = add i32 %24, 4
  %27 = inttoptr i32 %26 to ptr
  %28 = add i32 %24, 12
  %29 = inttoptr i32 %28 to ptr
  %30 = add i32 %24, 14
  %31 = inttoptr i32 %30 to ptr
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %35

35:                                               ; preds = %11, %145
  %36 = phi i64 [ 0, %11 ], [ %146, %145 ]
  %37 = trunc i64 %36 to i32
  %38 = getelementptr inbounds nuw %struct.packet, ptr %3, i32 %37
  %39 = getelementptr inbounds nuw i8, ptr %38, i32 8
  %40 = load i64, ptr %39, align 8
  %41 = load i64, ptr %7, align 8
  %42 = add i64 %41, 256
  %43 = load i64, ptr %12, align 8
  %44 = sub i64 %43, %42
  %45 = icmp ugt i64 %40, %44
  br i1 %45, label %46, label %53, !prof !66

46:                                               ; preds = %35
  %47 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 0, ptr %47, align 4
  %48 = load i32, ptr %34, align 8
  %49 = icmp eq i32 %48, 0
  br i1 %49, label %50, label %148

50:                                               ; preds = %46
  store i32 2, ptr %34, align 8
  %51 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %42, ptr %51, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 %40, ptr %52, align 8
  br label %148

53:                                               ; preds = %35
  %54 = load i64, ptr %38, align 8
  %55 = trunc i64 %54 to i32
  %56 = inttoptr i32 %55 to ptr
  %57 = trunc i64 %42 to i32
  %58 = inttoptr i32 %57 to ptr
  %59 = trunc i64 %40 to i32
  %60 = tail call ptr @memcpy(ptr noundef %58, ptr noundef %56, i32 noundef %59) #30
  %61 = load i64, ptr %39, align 8
  %62 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %61) #28
  %63 = add i64 %62, %9
  store i64 %9, ptr %13, align 8
  store i64 %9, ptr %14, align 8
  store i64 %63, ptr %15, align 8
  store i32 0, ptr %16, align 8
  store i64 %5, ptr %0, align 8
  store i32 0, ptr %17, align 4
  switch i32 %2, label %127 [
    i32 1, label %64
    i32 2, label %72
  ]

64:                                               ; preds = %53
  %65 = load i64, ptr %18, align 8
  %66 = trunc i64 %65 to i32
  %67 = inttoptr i32 %66 to ptr
  store i32 %24, ptr %67, align 1
  %68 = trunc i64 %63 to i32
  %69 = add i32 %66, 4
  %70 = inttoptr i32 %69 to ptr
  store i32 %68, ptr %70, align 1
  %71 = add i32 %66, 8
  br label %123

72:                                               ; preds = %53
  %73 = load i64, ptr %18, align 8
  %74 = icmp ugt i64 %62, 13
  store i16 14, ptr %19, align 8
  store i8 0, ptr %20, align 1
  store i8 0, ptr %21, align 2
  %75 = trunc i64 %73 to i32
  %76 = inttoptr i32 %75 to ptr
  %77 = load i64, ptr %22, align 8
  %78 = trunc i64 %77 to i32
  %79 = inttoptr i32 %78 to ptr
  %80 = load i64, ptr %23, align 8
  %81 = sub i64 %80, %73
  %82 = trunc i64 %81 to i32
  %83 = tail call ptr @memcpy(ptr noundef %76, ptr noundef %79, i32 noundef %82) #30
  %84 = trunc i64 %62 to i32
  store i32 %84, ptr %76, align 1
  %85 = add i64 %73, 4
  br i1 %74, label %86, label %108

86:                                               ; preds = %72
  %87 = load i32, ptr %25, align 1
  %88 = load i16, ptr %27, align 1
  %89 = zext i16 %88 to i32
  %90 = or i32 %87, %89
  %91 = icmp eq i32 %90, 0
  %92 = and i32 %87, 1
  %93 = xor i32 %92, 3
  %94 = select i1 %91, i32 0, i32 %93
  %95 = trunc i64 %85 to i32
  %96 = inttoptr i32 %95 to ptr
  store i32 %94, ptr %96, align 1
  %97 = load i8, ptr %29, align 1
  %98 = icmp ugt i8 %97, 5
  br i1 %98, label %99, label %102

99:                                               ; preds = %86
  %100 = load i16, ptr %29, align 1
  %101 = zext i16 %100 to i32
  br label %111

102:                                              ; preds = %86
  %103 = icmp ugt i64 %62, 15
  br i1 %103, label %104, label %111

104:                                              ; preds = %102
  %105 = load i16, ptr %31, align 1
  %106 = icmp eq i16 %105, -1
  %107 = select i1 %106, i32 256, i32 1024
  br label %111

108:                                              ; preds = %72
  %109 = trunc i64 %85 to i32
  %110 = inttoptr i32 %109 to ptr
  store i32 0, ptr %110, align 1
  br label %111

111:                                              ; preds = %99, %102, %104, %108
  %112 = phi i32 [ %107, %104 ], [ 1024, %102 ], [ %101, %99 ], [ 0, %108 ]
  %113 = add i32 %75, 16
  %114 = inttoptr i32 %113 to ptr
  store i32 %112, ptr %114, align 1
  %115 = add i32 %75, 76
  %116 = inttoptr i32 %115 to ptr
  store i32 %24, ptr %116, align 1
  %117 = trunc i64 %63 to i32
  %118 = add i32 %75, 80
  %119 = inttoptr i32 %118 to ptr
  store i32 %117, ptr %119, align 1
  %120 = add i32 %75, 140
  %121 = inttoptr i32 %120 to ptr
  store i32 %24, ptr %121, align 1
  %122 = add i32 %75, 160
  br label %123

123:                                              ; preds = %111, %64
  %124 = phi i32 [ %71, %64 ], [ %122, %111 ]
  %125 = phi i32 [ %24, %64 ], [ %84, %111 ]
  %126 = inttoptr i32 %124 to ptr
  store i32 %125, ptr %126, align 1
  br label %127

127:                                              ; preds = %123, %53
  %128 = load i64, ptr %18, align 8
  %129 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %128, i64 noundef 0) #30
  %130 = load i32, ptr %32, align 4
  %131 = load i64, ptr %33, align 8
  %132 = trunc i64 %131 to i32
  %133 = or i32 %130, %132
  %134 = icmp eq i32 %133, 0
  br i1 %134, label %136, label %135, !prof !65

135:                                              ; preds = %127
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %136

136:                                              ; preds = %127, %135
  %137 = getelementptr inbounds nuw i8, ptr %38, i32 16
  store i64 %129, ptr %137, align 8
  %138 = load i64, ptr %34, align 8
  %139 = icmp eq i64 %138, 0
  br i1 %139, label %145, label %140, !prof !65

140:                                              ; preds = %136
  %141 = trunc i64 %138 to i32
  %142 = icmp eq i32 %141, 0
  %143 = zext i1 %142 to i64
  %144 = add nuw i64 %36, %143
  br label %148

145:                                              ; preds = %136
  %146 = add nuw i64 %36, 1
  %147 = icmp ult i64 %146, %4
  br i1 %147, label %35, label %148, !llvm.loop !68

148:                                              ; preds = %145, %6, %50, %46, %140
  %149 = phi i64 [ %144, %140 ], [ %36, %50 ], [ %36, %46 ], [ 0, %6 ], [ %4, %145 ]
  ret i64 %149
}

; Function Attrs: nounwind
define internal fastcc range(i32 0, 2) i32 @next_chunk(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %6 = load i32, ptr %5, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %8, label %67

8:                                                ; preds = %4
  %9 = icmp eq i64 %1, %2
  br i1 %9, label %15, label %10

10:                                               ; preds = %8
  %11 = load i64, ptr %5, align 8
  %12 = icmp ne i64 %11, 0
  %13 = icmp ne i64 %3, 0
  %14 = and i1 %13, %12
  br i1 %14, label %17, label %67

15:                                               ; preds = %8
  %16 = icmp eq i64 %3, 0
  br i1 %16, label %67, label %17

17:                                               ; preds = %10, %15
  %18 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef 0) #28
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %67, label %20

20:                                               ; preds = %17
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 424
  %22 = load i64, ptr %21, align 8
  %23 = trunc i64 %22 to i32
  %24 = inttoptr i32 %23 to ptr
  %25 = icmp eq i32 %23, 0
  br i1 %25, label %67, label %26

26:                                               ; preds = %20
  %27 = load atomic i64, ptr %24 acquire, align 8
  %28 = freeze i64 %27
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 328
  store i64 %28, ptr %29, align 8
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 432
  store atomic i64 %28, ptr %30 release, align 8
  %31 = getelementptr inbounds nuw i8, ptr %24, i32 8
  %32 = load atomic i64, ptr %31 monotonic, align 8
  %33 = add i64 %32, -1
  %34 = icmp ult i64 %33, %28
  br i1 %34, label %35, label %67

35:                                               ; preds = %26
  %36 = getelementptr inbounds nuw i8, ptr %0, i32 440
  %37 = load i64, ptr %36, align 8
  %38 = icmp eq i64 %37, %32
  br i1 %38, label %43, label %39

39:                                               ; preds = %35
  store i64 %32, ptr %36, align 8
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 392
  %41 = load i64, ptr %40, align 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 448
  store i64 %41, ptr %42, align 8
  br label %67

43:                                               ; preds = %35
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 392
  %45 = load i64, ptr %44, align 8
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 448
  %47 = load i64, ptr %46, align 8
  %48 = add i64 %47, 2000000
  %49 = icmp ult i64 %45, %48
  br i1 %49, label %67, label %50

50:                                               ; preds = %43
  %51 = add i64 %45, 20000000
  store i64 %51, ptr %46, align 8
  %52 = getelementptr inbounds nuw i8, ptr %24, i32 16
  %53 = load i64, ptr %52, align 8
  %54 = tail call i32 @PyGILState_Ensure() #30
  %55 = trunc i64 %53 to i32
  %56 = inttoptr i32 %55 to ptr
  %57 = tail call ptr (ptr, ptr, ...) @PyObject_CallFunction(ptr noundef %56, ptr noundef null) #30
  %58 = icmp eq ptr %57, null
  br i1 %58, label %60, label %59

59:                                               ; preds = %50
  tail call void @Py_DecRef(ptr noundef nonnull %57) #30
  tail call void @PyGILState_Release(i32 noundef %54) #30
  br label %67

60:                                               ; preds = %50
  tail call fastcc void @keep_raised(ptr noundef nonnull %0) #28
  tail call void @PyGILState_Release(i32 noundef %54) #30
  %61 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 0, ptr %61, align 4
  %62 = load i32, ptr %5, align 8
  %63 = icmp eq i32 %62, 0
  br i1 %63, label %64, label %67

64:                                               ; preds = %60
  store i32 9, ptr %5, align 8
  %65 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 0, ptr %65, align 8
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 0, ptr %66, align 8
  br label %67

67:                                               ; preds = %64, %60, %59, %43, %39, %26, %20, %17, %15, %10, %4
  %68 = phi i32 [ 0, %17 ], [ 0, %15 ], [ 0, %10 ], [ 0, %4 ], [ 1, %20 ], [ 1, %26 ], [ 1, %39 ], [ 0, %64 ], [ 1, %43 ], [ 1, %59 ], [ 0, %60 ]
  ret i32 %68
}

; Function Attrs: nounwind
define hidden i64 @pp_run_packets(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, ptr noundef readonly captures(none) %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, i32 noundef %10, ptr noundef writeonly captures(none) %11, ptr noundef writeonly captures(none) %12) local_unnamed_addr #0 {
  %14 = alloca %struct.timespec, align 8
  %15 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %15) #29
  %16 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %15) #30
  %17 = load i64, ptr %15, align 8
  %18 = getelementptr inbounds nuw i8, ptr %15, i32 8
  %19 = load i64, ptr %18, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %15) #29
  %20 = and i32 %10, 1
  %21 = and i32 %10, 4
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %31

23:                                               ; preds = %13
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %25 = load i64, ptr %24, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %27 = load i64, ptr %26, align 8
  %28 = add i64 %25, -256
  %29 = sub i64 %28, %27
  %30 = call noundef i64 @llvm.umin.i64(i64 %9, i64 %29)
  br label %31

31:                                               ; preds = %23, %13
  %32 = phi i64 [ %9, %13 ], [ %30, %23 ]
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 192
  store i64 0, ptr %33, align 8
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %36 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 360
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 376
  %39 = and i32 %10, 2
  %40 = icmp eq i32 %39, 0
  %41 = call i64 @llvm.umin.i64(i64 %32, i64 %7)
  %42 = and i32 %10, 8
  %43 = icmp eq i32 %42, 0
  %44 = ptrtoint ptr %3 to i32
  %45 = zext i32 %44 to i64
  %46 = icmp eq i32 %2, 1
  br label %47

47:                                               ; preds = %71, %31
  %48 = phi i64 [ 0, %31 ], [ %73, %71 ]
  %49 = trunc i64 %48 to i32
  %50 = getelementptr inbounds nuw i64, ptr %4, i32 %49
  %51 = getelementptr inbounds nuw i64, ptr %5, i32 %49
  %52 = sub i64 %6, %48
  store i32 0, ptr %34, align 4
  store i32 0, ptr %35, align 8
  %53 = load i64, ptr %36, align 8
  %54 = call i64 @llvm.usub.sat.i64(i64 %8, i64 %53)
  store i64 %54, ptr %37, align 8
  %55 = load i64, ptr %38, align 8
  %56 = call i64 @llvm.umin.i64(i64 %52, i64 %55)
  %57 = getelementptr inbounds nuw i64, ptr %11, i32 %49
  br i1 %40, label %60, label %58

58:                                               ; preds = %47
  %59 = call fastcc i64 @run_alone(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %3, ptr noundef %50, ptr noundef %51, i64 noundef %56, i64 noundef %8, i64 noundef %41, ptr noundef %57) #28
  br label %71

60:                                               ; preds = %47
  br i1 %43, label %63, label %61

61:                                               ; preds = %60
  %62 = call fastcc i64 @run_apart(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %50, ptr noundef %51, i64 noundef %56, i64 noundef %7, i64 noundef %8, i32 noundef %20, ptr noundef %57) #28
  br label %71

63:                                               ; preds = %60
  br i1 %22, label %69, label %64

64:                                               ; preds = %63
  br i1 %46, label %65, label %67

65:                                               ; preds = %64
  %66 = call fastcc i64 @run_xdp(ptr noundef nonnull %0, ptr noundef readonly %1, ptr noundef readonly %50, ptr noundef readonly %51, i64 noundef %56, i64 noundef 0, i64 noundef %32, i64 noundef %45, i64 noundef %7, i64 noundef %8, ptr noundef %57) #28
  br label %71

67:                                               ; preds = %64
  %68 = call fastcc i64 @run_skb(ptr noundef nonnull %0, ptr noundef readonly %1, ptr noundef readonly %50, ptr noundef readonly %51, i64 noundef %56, i64 noundef 0, i64 noundef %32, i64 noundef %45, i64 noundef %7, i64 noundef %8, i32 noundef range(i32 0, 2) %20, ptr noundef %57) #28
  br label %71

69:                                               ; preds = %63
  %70 = call fastcc i64 @run_copied(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %3, ptr noundef %50, ptr noundef %51, i64 noundef %56, i64 noundef %7, i64 noundef %8, i64 noundef %32, i32 noundef %20, ptr noundef %57) #28
  br label %71

71:                                               ; preds = %67, %65, %61, %69, %58
  %72 = phi i64 [ %59, %58 ], [ %62, %61 ], [ %70, %69 ], [ %66, %65 ], [ %68, %67 ]
  %73 = add i64 %72, %48
  %74 = sub i64 %6, %73
  %75 = call fastcc i32 @next_chunk(ptr noundef nonnull %0, i64 noundef %72, i64 noundef %56, i64 noundef %74) #28
  %76 = icmp eq i32 %75, 0
  br i1 %76, label %77, label %47, !llvm.loop !69

77:                                               ; preds = %71
  %78 = getelementptr inbounds nuw i8, ptr %0, i32 432
  store atomic i64 0, ptr %78 release, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %14) #29
  %79 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %14) #30
  %80 = load i64, ptr %14, align 8
  %81 = getelementptr inbounds nuw i8, ptr %14, i32 8
  %82 = load i64, ptr %81, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %14) #29
  %83 = sub i64 %80, %17
  %84 = mul i64 %83, 1000000000
  %85 = sub i64 %82, %19
  %86 = add i64 %85, %84
  store i64 %86, ptr %12, align 8
  ret i64 %73
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_alone(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, ptr noundef readonly captures(none) %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, ptr noundef writeonly captures(none) %9) unnamed_addr #1 {
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %12 = load i64, ptr %11, align 8
  %13 = add i64 %12, 256
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %15 = load i64, ptr %14, align 8
  %16 = icmp eq i64 %15, 0
  br i1 %16, label %17, label %26

17:                                               ; preds = %10
  %18 = icmp eq i32 %2, 1
  br i1 %18, label %19, label %23

19:                                               ; preds = %17
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %21 = load i64, ptr %20, align 8
  %22 = tail call i64 @llvm.umin.i64(i64 %8, i64 %21)
  br label %23

23:                                               ; preds = %19, %17
  %24 = phi i64 [ %22, %19 ], [ %8, %17 ]
  %25 = tail call i64 @llvm.uadd.sat.i64(i64 %24, i64 1)
  br label %26

26:                                               ; preds = %10, %23
  %27 = phi i64 [ %25, %23 ], [ 0, %10 ]
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 536
  %29 = load i64, ptr %28, align 8
  %30 = trunc i64 %29 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = icmp eq i64 %6, 0
  br i1 %32, label %225, label %33

33:                                               ; preds = %26
  %34 = icmp eq i32 %30, 0
  %35 = getelementptr inbounds nuw i8, ptr %31, i32 8
  %36 = getelementptr inbounds nuw i8, ptr %31, i32 16
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %38 = icmp eq i32 %2, 1
  %39 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %40 = trunc i64 %13 to i32
  %41 = inttoptr i32 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %45 = getelementptr inbounds nuw i8, ptr %0, i32 296
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 180
  %47 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %49 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %51 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %53 = add i32 %40, 4
  %54 = inttoptr i32 %53 to ptr
  %55 = add i32 %40, 12
  %56 = inttoptr i32 %55 to ptr
  %57 = add i32 %40, 14
  %58 = inttoptr i32 %57 to ptr
  %59 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %61 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %62 = getelementptr inbounds nuw i8, ptr %31, i32 24
  %63 = getelementptr inbounds nuw i8, ptr %31, i32 40
  %64 = getelementptr inbounds nuw i8, ptr %31, i32 32
  br label %65

65:                                               ; preds = %33, %222
  %66 = phi i64 [ 0, %33 ], [ %223, %222 ]
  %67 = phi i64 [ %27, %33 ], [ %100, %222 ]
  %68 = trunc i64 %66 to i32
  %69 = getelementptr inbounds nuw i64, ptr %4, i32 %68
  %70 = load atomic i64, ptr %69 monotonic, align 8
  %71 = getelementptr inbounds nuw i64, ptr %5, i32 %68
  %72 = load atomic i64, ptr %71 monotonic, align 8
  br i1 %34, label %81, label %73

73:                                               ; preds = %65
  %74 = load i64, ptr %35, align 8
  %75 = load i64, ptr %36, align 8
  %76 = sub i64 %74, %75
  %77 = load i64, ptr %37, align 8
  %78 = load i64, ptr %11, align 8
  %79 = sub i64 %77, %78
  %80 = icmp ult i64 %76, %79
  br i1 %80, label %225, label %81

81:                                               ; preds = %73, %65
  %82 = sub i64 %72, %70
  %83 = icmp ult i64 %82, %67
  br i1 %83, label %99, label %84, !prof !65

84:                                               ; preds = %81
  %85 = icmp ult i64 %72, %70
  %86 = icmp ugt i64 %82, %8
  %87 = or i1 %85, %86
  br i1 %87, label %225, label %88

88:                                               ; preds = %84
  %89 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %82) #28
  %90 = load i64, ptr %14, align 8
  %91 = icmp eq i64 %90, 0
  br i1 %91, label %92, label %99

92:                                               ; preds = %88
  br i1 %38, label %93, label %96

93:                                               ; preds = %92
  %94 = load i64, ptr %39, align 8
  %95 = tail call i64 @llvm.umin.i64(i64 %8, i64 %94)
  br label %96

96:                                               ; preds = %93, %92
  %97 = phi i64 [ %95, %93 ], [ %8, %92 ]
  %98 = tail call i64 @llvm.uadd.sat.i64(i64 %97, i64 1)
  br label %99

99:                                               ; preds = %96, %88, %81
  %100 = phi i64 [ %67, %81 ], [ %98, %96 ], [ 0, %88 ]
  %101 = phi i64 [ %82, %81 ], [ %89, %96 ], [ %89, %88 ]
  %102 = trunc i64 %70 to i32
  %103 = getelementptr inbounds nuw i8, ptr %3, i32 %102
  %104 = trunc i64 %82 to i32
  %105 = tail call ptr @memcpy(ptr noundef %41, ptr noundef %103, i32 noundef %104) #30
  %106 = add i64 %101, %13
  store i64 %13, ptr %42, align 8
  store i64 %13, ptr %43, align 8
  store i64 %106, ptr %44, align 8
  store i32 0, ptr %45, align 8
  store i64 %7, ptr %0, align 8
  store i32 0, ptr %46, align 4
  switch i32 %2, label %170 [
    i32 1, label %107
    i32 2, label %115
  ]

107:                                              ; preds = %99
  %108 = load i64, ptr %47, align 8
  %109 = trunc i64 %108 to i32
  %110 = inttoptr i32 %109 to ptr
  store i32 %40, ptr %110, align 1
  %111 = trunc i64 %106 to i32
  %112 = add i32 %109, 4
  %113 = inttoptr i32 %112 to ptr
  store i32 %111, ptr %113, align 1
  %114 = add i32 %109, 8
  br label %166

115:                                              ; preds = %99
  %116 = load i64, ptr %47, align 8
  %117 = icmp ugt i64 %101, 13
  store i16 14, ptr %48, align 8
  store i8 0, ptr %49, align 1
  store i8 0, ptr %50, align 2
  %118 = trunc i64 %116 to i32
  %119 = inttoptr i32 %118 to ptr
  %120 = load i64, ptr %51, align 8
  %121 = trunc i64 %120 to i32
  %122 = inttoptr i32 %121 to ptr
  %123 = load i64, ptr %52, align 8
  %124 = sub i64 %123, %116
  %125 = trunc i64 %124 to i32
  %126 = tail call ptr @memcpy(ptr noundef %119, ptr noundef %122, i32 noundef %125) #30
  %127 = trunc i64 %101 to i32
  store i32 %127, ptr %119, align 1
  %128 = add i64 %116, 4
  br i1 %117, label %129, label %151

129:                                              ; preds = %115
  %130 = load i32, ptr %41, align 1
  %131 = load i16, ptr %54, align 1
  %132 = zext i16 %131 to i32
  %133 = or i32 %130, %132
  %134 = icmp eq i32 %133, 0
  %135 = and i32 %130, 1
  %136 = xor i32 %135, 3
  %137 = select i1 %134, i32 0, i32 %136
  %138 = trunc i64 %128 to i32
  %139 = inttoptr i32 %138 to ptr
  store i32 %137, ptr %139, align 1
  %140 = load i8, ptr %56, align 1
  %141 = icmp ugt i8 %140, 5
  br i1 %141, label %142, label %145

142:                                              ; preds = %129
  %143 = load i16, ptr %56, align 1
  %144 = zext i16 %143 to i32
  br label %154

145:                                              ; preds = %129
  %146 = icmp ugt i64 %101, 15
  br i1 %146, label %147, label %154

147:                                              ; preds = %145
  %148 = load i16, ptr %58, align 1
  %149 = icmp eq i16 %148, -1
  %150 = select i1 %149, i32 256, i32 1024
  br label %154

151:                                              ; preds = %115
  %152 = trunc i64 %128 to i32
  %153 = inttoptr i32 %152 to ptr
  store i32 0, ptr %153, align 1
  br label %154

154:                                              ; preds = %142, %145, %147, %151
  %155 = phi i32 [ %150, %147 ], [ 1024, %145 ], [ %144, %142 ], [ 0, %151 ]
  %156 = add i32 %118, 16
  %157 = inttoptr i32 %156 to ptr
  store i32 %155, ptr %157, align 1
  %158 = add i32 %118, 76
  %159 = inttoptr i32 %158 to ptr
  store i32 %40, ptr %159, align 1
  %160 = trunc i64 %106 to i32
  %161 = add i32 %118, 80
  %162 = inttoptr i32 %161 to ptr
  store i32 %160, ptr %162, align 1
  %163 = add i32 %118, 140
  %164 = inttoptr i32 %163 to ptr
  store i32 %40, ptr %164, align 1
  %165 = add i32 %118, 160
  br label %166

166:                                              ; preds = %154, %107
  %167 = phi i32 [ %114, %107 ], [ %165, %154 ]
  %168 = phi i32 [ %40, %107 ], [ %127, %154 ]
  %169 = inttoptr i32 %167 to ptr
  store i32 %168, ptr %169, align 1
  br label %170

170:                                              ; preds = %166, %99
  %171 = load i64, ptr %47, align 8
  %172 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %171, i64 noundef 0) #30
  %173 = load i32, ptr %59, align 4
  %174 = load i64, ptr %60, align 8
  %175 = trunc i64 %174 to i32
  %176 = or i32 %173, %175
  %177 = icmp eq i32 %176, 0
  br i1 %177, label %179, label %178, !prof !65

178:                                              ; preds = %170
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %179

179:                                              ; preds = %170, %178
  %180 = getelementptr inbounds nuw i64, ptr %9, i32 %68
  store i64 %172, ptr %180, align 8
  br i1 %34, label %214, label %181

181:                                              ; preds = %179
  %182 = load i32, ptr %61, align 8
  %183 = icmp eq i32 %182, 0
  br i1 %183, label %184, label %214

184:                                              ; preds = %181
  %185 = load i64, ptr %44, align 8
  %186 = load i64, ptr %14, align 8
  %187 = add i64 %186, %185
  %188 = load i64, ptr %43, align 8
  %189 = sub i64 %187, %188
  %190 = load i64, ptr %31, align 8
  %191 = load i64, ptr %36, align 8
  %192 = add i64 %191, %190
  %193 = trunc i64 %192 to i32
  %194 = inttoptr i32 %193 to ptr
  %195 = trunc i64 %188 to i32
  %196 = inttoptr i32 %195 to ptr
  %197 = trunc i64 %189 to i32
  %198 = tail call ptr @memcpy(ptr noundef %194, ptr noundef %196, i32 noundef %197) #30
  %199 = load i64, ptr %36, align 8
  %200 = load i64, ptr %62, align 8
  %201 = trunc i64 %200 to i32
  %202 = inttoptr i32 %201 to ptr
  %203 = load i64, ptr %63, align 8
  %204 = trunc i64 %203 to i32
  %205 = getelementptr inbounds nuw i64, ptr %202, i32 %204
  store i64 %199, ptr %205, align 8
  %206 = add i64 %199, %189
  store i64 %206, ptr %36, align 8
  %207 = load i64, ptr %64, align 8
  %208 = trunc i64 %207 to i32
  %209 = inttoptr i32 %208 to ptr
  %210 = load i64, ptr %63, align 8
  %211 = add i64 %210, 1
  store i64 %211, ptr %63, align 8
  %212 = trunc i64 %210 to i32
  %213 = getelementptr inbounds nuw i64, ptr %209, i32 %212
  store i64 %206, ptr %213, align 8
  br label %214

214:                                              ; preds = %184, %181, %179
  %215 = load i64, ptr %61, align 8
  %216 = icmp eq i64 %215, 0
  br i1 %216, label %222, label %217, !prof !65

217:                                              ; preds = %214
  %218 = trunc i64 %215 to i32
  %219 = icmp eq i32 %218, 0
  %220 = zext i1 %219 to i64
  %221 = add nuw i64 %66, %220
  br label %225

222:                                              ; preds = %214
  %223 = add nuw i64 %66, 1
  %224 = icmp ult i64 %223, %6
  br i1 %224, label %65, label %225, !llvm.loop !70

225:                                              ; preds = %84, %73, %222, %26, %217
  %226 = phi i64 [ %221, %217 ], [ 0, %26 ], [ %66, %84 ], [ %66, %73 ], [ %6, %222 ]
  ret i64 %226
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_apart(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef readonly captures(none) %3, ptr noundef readonly captures(none) %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i32 noundef range(i32 0, 2) %8, ptr noundef writeonly captures(none) %9) unnamed_addr #1 {
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %12 = load i64, ptr %11, align 8
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %14, label %23

14:                                               ; preds = %10
  %15 = icmp eq i32 %2, 1
  br i1 %15, label %16, label %20

16:                                               ; preds = %14
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %18 = load i64, ptr %17, align 8
  %19 = tail call i64 @llvm.umin.i64(i64 %6, i64 %18)
  br label %20

20:                                               ; preds = %16, %14
  %21 = phi i64 [ %19, %16 ], [ %6, %14 ]
  %22 = tail call i64 @llvm.uadd.sat.i64(i64 %21, i64 1)
  br label %23

23:                                               ; preds = %10, %20
  %24 = phi i64 [ %22, %20 ], [ 0, %10 ]
  %25 = icmp eq i64 %5, 0
  br i1 %25, label %180, label %26

26:                                               ; preds = %23
  %27 = icmp eq i32 %2, 1
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 296
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 180
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %36 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %38 = icmp eq i32 %8, 0
  %39 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %44

44:                                               ; preds = %26, %177
  %45 = phi i64 [ %24, %26 ], [ %80, %177 ]
  %46 = phi i64 [ 0, %26 ], [ %178, %177 ]
  %47 = sub nuw i64 %5, %46
  %48 = icmp ugt i64 %47, 4
  %49 = trunc i64 %46 to i32
  br i1 %48, label %50, label %58

50:                                               ; preds = %44
  %51 = getelementptr i64, ptr %3, i32 %49
  %52 = getelementptr i8, ptr %51, i32 32
  %53 = load i64, ptr %52, align 8
  %54 = trunc i64 %53 to i32
  %55 = inttoptr i32 %54 to ptr
  tail call void @llvm.prefetch.p0(ptr %55, i32 0, i32 3, i32 1)
  %56 = add i32 %54, 64
  %57 = inttoptr i32 %56 to ptr
  tail call void @llvm.prefetch.p0(ptr %57, i32 0, i32 3, i32 1)
  br label %58

58:                                               ; preds = %44, %50
  %59 = getelementptr inbounds nuw i64, ptr %4, i32 %49
  %60 = load i64, ptr %59, align 8
  %61 = getelementptr inbounds nuw i64, ptr %3, i32 %49
  %62 = load i64, ptr %61, align 8
  %63 = sub i64 %60, %62
  %64 = icmp ult i64 %63, %45
  br i1 %64, label %78, label %65, !prof !65

65:                                               ; preds = %58
  %66 = icmp ugt i64 %63, %6
  br i1 %66, label %180, label %67

67:                                               ; preds = %65
  %68 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %63) #28
  %69 = load i64, ptr %11, align 8
  %70 = icmp eq i64 %69, 0
  br i1 %70, label %71, label %78

71:                                               ; preds = %67
  br i1 %27, label %72, label %75

72:                                               ; preds = %71
  %73 = load i64, ptr %28, align 8
  %74 = tail call i64 @llvm.umin.i64(i64 %6, i64 %73)
  br label %75

75:                                               ; preds = %72, %71
  %76 = phi i64 [ %74, %72 ], [ %6, %71 ]
  %77 = tail call i64 @llvm.uadd.sat.i64(i64 %76, i64 1)
  br label %78

78:                                               ; preds = %75, %67, %58
  %79 = phi i64 [ %63, %58 ], [ %68, %67 ], [ %68, %75 ]
  %80 = phi i64 [ %45, %58 ], [ 0, %67 ], [ %77, %75 ]
  %81 = load i64, ptr %61, align 8
  %82 = add i64 %81, %79
  store i64 %81, ptr %29, align 8
  store i64 %81, ptr %30, align 8
  store i64 %82, ptr %31, align 8
  store i32 0, ptr %32, align 8
  store i64 %7, ptr %0, align 8
  store i32 0, ptr %33, align 4
  switch i32 %2, label %159 [
    i32 1, label %83
    i32 2, label %92
  ]

83:                                               ; preds = %78
  %84 = load i64, ptr %34, align 8
  %85 = trunc i64 %81 to i32
  %86 = trunc i64 %84 to i32
  %87 = inttoptr i32 %86 to ptr
  store i32 %85, ptr %87, align 1
  %88 = trunc i64 %82 to i32
  %89 = add i32 %86, 4
  %90 = inttoptr i32 %89 to ptr
  store i32 %88, ptr %90, align 1
  %91 = add i32 %86, 8
  br label %155

92:                                               ; preds = %78
  %93 = load i64, ptr %34, align 8
  %94 = icmp ugt i64 %79, 13
  store i16 14, ptr %35, align 8
  store i8 0, ptr %36, align 1
  store i8 0, ptr %37, align 2
  %95 = trunc i64 %93 to i32
  %96 = inttoptr i32 %95 to ptr
  br i1 %38, label %105, label %97

97:                                               ; preds = %92
  %98 = load i64, ptr %39, align 8
  %99 = trunc i64 %98 to i32
  %100 = inttoptr i32 %99 to ptr
  %101 = load i64, ptr %40, align 8
  %102 = sub i64 %101, %93
  %103 = trunc i64 %102 to i32
  %104 = tail call ptr @memcpy(ptr noundef %96, ptr noundef %100, i32 noundef %103) #30
  br label %105

105:                                              ; preds = %97, %92
  %106 = trunc i64 %79 to i32
  store i32 %106, ptr %96, align 1
  %107 = add i64 %93, 4
  br i1 %94, label %108, label %138

108:                                              ; preds = %105
  %109 = trunc i64 %81 to i32
  %110 = inttoptr i32 %109 to ptr
  %111 = load i32, ptr %110, align 1
  %112 = add i32 %109, 4
  %113 = inttoptr i32 %112 to ptr
  %114 = load i16, ptr %113, align 1
  %115 = zext i16 %114 to i32
  %116 = or i32 %111, %115
  %117 = icmp eq i32 %116, 0
  %118 = and i32 %111, 1
  %119 = xor i32 %118, 3
  %120 = select i1 %117, i32 0, i32 %119
  %121 = trunc i64 %107 to i32
  %122 = inttoptr i32 %121 to ptr
  store i32 %120, ptr %122, align 1
  %123 = add i32 %109, 12
  %124 = inttoptr i32 %123 to ptr
  %125 = load i8, ptr %124, align 1
  %126 = icmp ugt i8 %125, 5
  br i1 %126, label %127, label %130

127:                                              ; preds = %108
  %128 = load i16, ptr %124, align 1
  %129 = zext i16 %128 to i32
  br label %142

130:                                              ; preds = %108
  %131 = icmp ugt i64 %79, 15
  br i1 %131, label %132, label %142

132:                                              ; preds = %130
  %133 = add i32 %109, 14
  %134 = inttoptr i32 %133 to ptr
  %135 = load i16, ptr %134, align 1
  %136 = icmp eq i16 %135, -1
  %137 = select i1 %136, i32 256, i32 1024
  br label %142

138:                                              ; preds = %105
  %139 = trunc i64 %107 to i32
  %140 = inttoptr i32 %139 to ptr
  store i32 0, ptr %140, align 1
  %141 = trunc i64 %81 to i32
  br label %142

142:                                              ; preds = %127, %130, %132, %138
  %143 = phi i32 [ %109, %132 ], [ %109, %130 ], [ %109, %127 ], [ %141, %138 ]
  %144 = phi i32 [ %137, %132 ], [ 1024, %130 ], [ %129, %127 ], [ 0, %138 ]
  %145 = add i32 %95, 16
  %146 = inttoptr i32 %145 to ptr
  store i32 %144, ptr %146, align 1
  %147 = add i32 %95, 76
  %148 = inttoptr i32 %147 to ptr
  store i32 %143, ptr %148, align 1
  %149 = trunc i64 %82 to i32
  %150 = add i32 %95, 80
  %151 = inttoptr i32 %150 to ptr
  store i32 %149, ptr %151, align 1
  %152 = add i32 %95, 140
  %153 = inttoptr i32 %152 to ptr
  store i32 %143, ptr %153, align 1
  %154 = add i32 %95, 160
  br label %155

155:                                              ; preds = %142, %83
  %156 = phi i32 [ %91, %83 ], [ %154, %142 ]
  %157 = phi i32 [ %85, %83 ], [ %106, %142 ]
  %158 = inttoptr i32 %156 to ptr
  store i32 %157, ptr %158, align 1
  br label %159

159:                                              ; preds = %155, %78
  %160 = load i64, ptr %34, align 8
  %161 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %160, i64 noundef 0) #30
  %162 = load i32, ptr %41, align 4
  %163 = load i64, ptr %42, align 8
  %164 = trunc i64 %163 to i32
  %165 = or i32 %162, %164
  %166 = icmp eq i32 %165, 0
  br i1 %166, label %168, label %167, !prof !65

167:                                              ; preds = %159
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %168

168:                                              ; preds = %159, %167
  %169 = getelementptr inbounds nuw i64, ptr %9, i32 %49
  store i64 %161, ptr %169, align 8
  %170 = load i64, ptr %43, align 8
  %171 = icmp eq i64 %170, 0
  br i1 %171, label %177, label %172, !prof !65

172:                                              ; preds = %168
  %173 = trunc i64 %170 to i32
  %174 = icmp eq i32 %173, 0
  %175 = zext i1 %174 to i64
  %176 = add nuw i64 %46, %175
  br label %180

177:                                              ; preds = %168
  %178 = add nuw i64 %46, 1
  %179 = icmp ult i64 %178, %5
  br i1 %179, label %44, label %180, !llvm.loop !71

180:                                              ; preds = %65, %177, %23, %172
  %181 = phi i64 [ %176, %172 ], [ 0, %23 ], [ %46, %65 ], [ %5, %177 ]
  ret i64 %181
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_copied(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, ptr noundef readonly captures(none) %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, i32 noundef range(i32 0, 2) %10, ptr noundef writeonly captures(none) %11) unnamed_addr #1 {
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %14 = load i64, ptr %13, align 8
  %15 = add i64 %14, 256
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %17 = trunc i64 %15 to i32
  %18 = inttoptr i32 %17 to ptr
  %19 = icmp eq i32 %2, 1
  br label %20

20:                                               ; preds = %67, %12
  %21 = phi i64 [ 0, %12 ], [ %64, %67 ]
  %22 = icmp ult i64 %21, %6
  br i1 %22, label %23, label %70

23:                                               ; preds = %20
  %24 = trunc i64 %21 to i32
  %25 = getelementptr inbounds nuw i64, ptr %4, i32 %24
  %26 = load atomic i64, ptr %25 monotonic, align 8
  %27 = sub nuw i64 %6, %21
  br label %28

28:                                               ; preds = %23, %43
  %29 = phi i64 [ %44, %43 ], [ 0, %23 ]
  %30 = phi i64 [ %36, %43 ], [ %26, %23 ]
  %31 = add i64 %29, %21
  %32 = trunc i64 %31 to i32
  %33 = getelementptr inbounds nuw i64, ptr %4, i32 %32
  %34 = load atomic i64, ptr %33 monotonic, align 8
  %35 = getelementptr inbounds nuw i64, ptr %5, i32 %32
  %36 = load atomic i64, ptr %35 monotonic, align 8
  %37 = icmp ult i64 %34, %30
  %38 = icmp ult i64 %36, %34
  %39 = select i1 %37, i1 true, i1 %38
  %40 = sub i64 %36, %26
  %41 = icmp ugt i64 %40, %9
  %42 = select i1 %39, i1 true, i1 %41
  br i1 %42, label %46, label %43

43:                                               ; preds = %28
  %44 = add nuw i64 %29, 1
  %45 = icmp ult i64 %44, %27
  br i1 %45, label %28, label %46, !llvm.loop !72

46:                                               ; preds = %43, %28
  %47 = phi i64 [ %36, %43 ], [ %30, %28 ]
  %48 = phi i64 [ %44, %43 ], [ %29, %28 ]
  %49 = trunc i64 %26 to i32
  %50 = getelementptr inbounds nuw i8, ptr %3, i32 %49
  %51 = sub i64 %47, %26
  %52 = trunc i64 %51 to i32
  %53 = tail call ptr @memcpy(ptr noundef %18, ptr noundef %50, i32 noundef %52) #30
  %54 = getelementptr inbounds nuw i64, ptr %5, i32 %24
  %55 = sub i64 %15, %26
  %56 = getelementptr inbounds nuw i64, ptr %11, i32 %24
  br i1 %19, label %57, label %59

57:                                               ; preds = %46
  %58 = tail call fastcc i64 @run_xdp(ptr noundef %0, ptr noundef readonly %1, ptr noundef nonnull readonly %25, ptr noundef readonly %54, i64 noundef %48, i64 noundef %26, i64 noundef %47, i64 noundef %55, i64 noundef %7, i64 noundef %8, ptr noundef %56) #28
  br label %61

59:                                               ; preds = %46
  %60 = tail call fastcc i64 @run_skb(ptr noundef %0, ptr noundef readonly %1, ptr noundef nonnull readonly %25, ptr noundef readonly %54, i64 noundef %48, i64 noundef %26, i64 noundef %47, i64 noundef %55, i64 noundef %7, i64 noundef %8, i32 noundef range(i32 0, 2) %10, ptr noundef %56) #28
  br label %61

61:                                               ; preds = %57, %59
  %62 = phi i64 [ %58, %57 ], [ %60, %59 ]
  %63 = freeze i64 %62
  %64 = add i64 %63, %21
  %65 = add i64 %48, -1
  %66 = icmp ult i64 %65, %63
  br i1 %66, label %67, label %70

67:                                               ; preds = %61
  %68 = load i64, ptr %16, align 8
  %69 = icmp eq i64 %68, 0
  br i1 %69, label %20, label %70, !llvm.loop !73

70:                                               ; preds = %61, %67, %20
  %71 = phi i64 [ %21, %20 ], [ %64, %67 ], [ %64, %61 ]
  ret i64 %71
}

; Function Attrs: nounwind
define hidden i64 @pp_call_many(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.timespec, align 8
  %7 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  %8 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %7) #30
  %9 = load i64, ptr %7, align 8
  %10 = getelementptr inbounds nuw i8, ptr %7, i32 8
  %11 = load i64, ptr %10, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  %12 = icmp eq i64 %4, 0
  br i1 %12, label %36, label %13

13:                                               ; preds = %5
  %14 = icmp eq i64 %3, 0
  br label %15

15:                                               ; preds = %13, %17
  %16 = phi i64 [ %4, %13 ], [ %18, %17 ]
  br i1 %14, label %17, label %20

17:                                               ; preds = %20, %15
  %18 = add i64 %16, -1
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %36, label %15, !llvm.loop !74

20:                                               ; preds = %15, %20
  %21 = phi i64 [ %34, %20 ], [ 0, %15 ]
  %22 = trunc i64 %21 to i32
  %23 = getelementptr inbounds nuw i32, ptr %2, i32 %22
  %24 = load i32, ptr %23, align 4
  %25 = getelementptr inbounds nuw ptr, ptr %1, i32 %24
  %26 = load ptr, ptr %25, align 4
  %27 = getelementptr inbounds nuw i64, ptr %0, i32 %24
  %28 = load i64, ptr %27, align 8
  %29 = trunc i64 %28 to i32
  %30 = inttoptr i32 %29 to ptr
  %31 = getelementptr inbounds nuw i8, ptr %26, i32 32
  %32 = load i64, ptr %31, align 8
  %33 = call i64 %30(ptr noundef %26, i64 noundef %32, i64 noundef 0) #30
  %34 = add nuw i64 %21, 1
  %35 = icmp ult i64 %34, %3
  br i1 %35, label %20, label %17, !llvm.loop !75

36:                                               ; preds = %17, %5
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %37 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #30
  %38 = load i64, ptr %6, align 8
  %39 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %40 = load i64, ptr %39, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  %41 = sub i64 %38, %9
  %42 = mul i64 %41, 1000000000
  %43 = sub i64 %40, %11
  %44 = add i64 %43, %42
  ret i64 %44
}

; Function Attrs: nounwind
define hidden i64 @pp_fuzz(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) initializes((136, 144)) %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %3, i32 136
  store i64 0, ptr %7, align 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 192
  store i64 0, ptr %8, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 360
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 376
  br label %14

14:                                               ; preds = %25, %6
  %15 = phi i64 [ 0, %6 ], [ %22, %25 ]
  %16 = sub i64 %4, %15
  store i32 0, ptr %9, align 4
  store i32 0, ptr %10, align 8
  %17 = load i64, ptr %11, align 8
  %18 = tail call i64 @llvm.usub.sat.i64(i64 %5, i64 %17)
  store i64 %18, ptr %12, align 8
  %19 = load i64, ptr %13, align 8
  %20 = tail call i64 @llvm.umin.i64(i64 %16, i64 %19)
  %21 = tail call fastcc i64 @fuzz_each(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef nonnull %3, i64 noundef %20, i64 noundef %5) #28
  %22 = add i64 %21, %15
  %23 = load i64, ptr %7, align 8
  %24 = icmp eq i64 %23, 0
  br i1 %24, label %25, label %29

25:                                               ; preds = %14
  %26 = sub i64 %4, %22
  %27 = tail call fastcc i32 @next_chunk(ptr noundef nonnull %0, i64 noundef %21, i64 noundef %20, i64 noundef %26) #28
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %29, label %14, !llvm.loop !76

29:                                               ; preds = %14, %25
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 432
  store atomic i64 0, ptr %30 release, align 8
  ret i64 %22
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @fuzz_each(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5) unnamed_addr #1 {
  %7 = icmp eq i64 %4, 0
  br i1 %7, label %587, label %8

8:                                                ; preds = %6
  %9 = getelementptr inbounds nuw i8, ptr %3, i32 72
  %10 = getelementptr inbounds nuw i8, ptr %3, i32 120
  %11 = getelementptr inbounds nuw i8, ptr %3, i32 88
  %12 = getelementptr inbounds nuw i8, ptr %3, i32 104
  %13 = getelementptr inbounds nuw i8, ptr %3, i32 24
  %14 = getelementptr inbounds nuw i8, ptr %3, i32 112
  %15 = getelementptr inbounds nuw i8, ptr %3, i32 8
  %16 = getelementptr inbounds nuw i8, ptr %3, i32 16
  %17 = getelementptr inbounds nuw i8, ptr %3, i32 96
  %18 = getelementptr inbounds nuw i8, ptr %3, i32 40
  %19 = getelementptr inbounds nuw i8, ptr %3, i32 32
  %20 = getelementptr inbounds nuw i8, ptr %3, i32 48
  %21 = getelementptr inbounds nuw i8, ptr %3, i32 64
  %22 = getelementptr inbounds nuw i8, ptr %3, i32 56
  %23 = getelementptr inbounds nuw i8, ptr %3, i32 136
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %25

25:                                               ; preds = %8, %584
  %26 = phi i64 [ 0, %8 ], [ %585, %584 ]
  %27 = load i64, ptr %9, align 8
  %28 = trunc i64 %27 to i32
  %29 = inttoptr i32 %28 to ptr
  %30 = load i64, ptr %10, align 8
  %31 = load i64, ptr %11, align 8
  %32 = add i64 %31, 4294967295
  %33 = and i64 %32, %30
  %34 = load i64, ptr %12, align 8
  %35 = mul i64 %33, %34
  %36 = trunc i64 %35 to i32
  %37 = getelementptr inbounds nuw i8, ptr %29, i32 %36
  %38 = load i64, ptr %13, align 8
  %39 = load i64, ptr %14, align 8
  %40 = lshr i64 %39, 12
  %41 = xor i64 %40, %39
  %42 = shl i64 %41, 25
  %43 = xor i64 %42, %41
  %44 = lshr i64 %43, 27
  %45 = xor i64 %44, %43
  %46 = mul i64 %45, 5627501853
  %47 = and i64 %46, 4294967296
  %48 = icmp eq i64 %47, 0
  br i1 %48, label %61, label %49

49:                                               ; preds = %25
  %50 = lshr i64 %45, 12
  %51 = xor i64 %50, %45
  %52 = shl i64 %51, 25
  %53 = xor i64 %52, %51
  %54 = lshr i64 %53, 27
  %55 = xor i64 %54, %53
  %56 = mul i64 %55, 2685821657736338717
  %57 = lshr i64 %56, 32
  %58 = mul i64 %57, %38
  %59 = lshr i64 %58, 32
  %60 = trunc nuw i64 %59 to i32
  br label %77

61:                                               ; preds = %25
  %62 = lshr i64 %38, 2
  %63 = add nuw nsw i64 %62, 1
  %64 = lshr i64 %45, 12
  %65 = xor i64 %64, %45
  %66 = shl i64 %65, 25
  %67 = xor i64 %66, %65
  %68 = lshr i64 %67, 27
  %69 = xor i64 %68, %67
  %70 = mul i64 %69, 2685821657736338717
  %71 = lshr i64 %70, 32
  %72 = mul i64 %71, %63
  %73 = lshr i64 %72, 32
  %74 = xor i64 %73, -1
  %75 = add i64 %38, %74
  %76 = trunc i64 %75 to i32
  br label %77

77:                                               ; preds = %61, %49
  %78 = phi i32 [ %76, %61 ], [ %60, %49 ]
  %79 = phi i64 [ %69, %61 ], [ %55, %49 ]
  store i64 %79, ptr %14, align 8
  %80 = load i64, ptr %15, align 8
  %81 = trunc i64 %80 to i32
  %82 = inttoptr i32 %81 to ptr
  %83 = getelementptr inbounds nuw i64, ptr %82, i32 %78
  %84 = load i64, ptr %83, align 8
  %85 = load i64, ptr %16, align 8
  %86 = trunc i64 %85 to i32
  %87 = inttoptr i32 %86 to ptr
  %88 = getelementptr inbounds nuw i64, ptr %87, i32 %78
  %89 = load i64, ptr %88, align 8
  %90 = sub i64 %89, %84
  %91 = tail call noundef i64 @llvm.umin.i64(i64 %90, i64 %34)
  %92 = lshr i64 %79, 12
  %93 = xor i64 %92, %79
  %94 = shl i64 %93, 25
  %95 = xor i64 %94, %93
  %96 = lshr i64 %95, 27
  %97 = xor i64 %96, %95
  store i64 %97, ptr %14, align 8
  %98 = mul i64 %97, 2685821657736338717
  %99 = lshr i64 %98, 62
  %100 = shl nuw nsw i64 1, %99
  %101 = load i64, ptr %3, align 8
  %102 = trunc i64 %101 to i32
  %103 = inttoptr i32 %102 to ptr
  %104 = trunc i64 %84 to i32
  %105 = getelementptr inbounds nuw i8, ptr %103, i32 %104
  %106 = trunc i64 %91 to i32
  %107 = tail call ptr @memcpy(ptr noundef %37, ptr noundef %105, i32 noundef %106) #30
  br label %108

108:                                              ; preds = %509, %77
  %109 = phi i64 [ %100, %77 ], [ %111, %509 ]
  %110 = phi i64 [ %91, %77 ], [ %510, %509 ]
  %111 = add nsw i64 %109, -1
  %112 = icmp eq i64 %110, 0
  %113 = load i64, ptr %14, align 8
  br i1 %112, label %484, label %114

114:                                              ; preds = %108
  %115 = lshr i64 %113, 12
  %116 = xor i64 %115, %113
  %117 = shl i64 %116, 25
  %118 = xor i64 %117, %116
  %119 = lshr i64 %118, 27
  %120 = xor i64 %119, %118
  %121 = mul i64 %120, 2685821657736338717
  %122 = lshr i64 %121, 32
  %123 = mul i64 %122, %110
  %124 = lshr i64 %123, 32
  %125 = lshr i64 %120, 12
  %126 = xor i64 %125, %120
  %127 = shl i64 %126, 25
  %128 = xor i64 %127, %126
  %129 = lshr i64 %128, 27
  %130 = xor i64 %129, %128
  store i64 %130, ptr %14, align 8
  %131 = mul i64 %130, 2685821657736338717
  %132 = lshr i64 %131, 32
  %133 = mul nuw nsw i64 %132, 11
  %134 = lshr i64 %133, 32
  %135 = trunc nuw nsw i64 %134 to i32
  switch i32 %135, label %508 [
    i32 0, label %136
    i32 1, label %151
    i32 2, label %163
    i32 3, label %215
    i32 4, label %258
    i32 5, label %258
    i32 6, label %314
    i32 7, label %342
    i32 8, label %370
    i32 9, label %416
    i32 10, label %484
  ]

136:                                              ; preds = %114
  %137 = lshr i64 %130, 12
  %138 = xor i64 %137, %130
  %139 = shl i64 %138, 25
  %140 = xor i64 %139, %138
  %141 = lshr i64 %140, 27
  %142 = xor i64 %141, %140
  store i64 %142, ptr %14, align 8
  %143 = mul i64 %142, 2685821657736338717
  %144 = lshr i64 %143, 61
  %145 = trunc nuw nsw i64 %144 to i8
  %146 = shl nuw i8 1, %145
  %147 = trunc nuw i64 %124 to i32
  %148 = getelementptr inbounds nuw i8, ptr %37, i32 %147
  %149 = load i8, ptr %148, align 1
  %150 = xor i8 %149, %146
  store i8 %150, ptr %148, align 1
  br label %509

151:                                              ; preds = %114
  %152 = lshr i64 %130, 12
  %153 = xor i64 %152, %130
  %154 = shl i64 %153, 25
  %155 = xor i64 %154, %153
  %156 = lshr i64 %155, 27
  %157 = xor i64 %156, %155
  store i64 %157, ptr %14, align 8
  %158 = mul i64 %157, 624102792477
  %159 = lshr i64 %158, 32
  %160 = trunc i64 %159 to i8
  %161 = trunc nuw i64 %124 to i32
  %162 = getelementptr inbounds nuw i8, ptr %37, i32 %161
  store i8 %160, ptr %162, align 1
  br label %509

163:                                              ; preds = %114
  %164 = lshr i64 %130, 12
  %165 = xor i64 %164, %130
  %166 = shl i64 %165, 25
  %167 = xor i64 %166, %165
  %168 = lshr i64 %167, 27
  %169 = xor i64 %168, %167
  store i64 %169, ptr %14, align 8
  %170 = mul i64 %169, 2685821657736338717
  %171 = lshr i64 %170, 32
  %172 = mul nuw nsw i64 %171, 3
  %173 = lshr i64 %172, 32
  %174 = shl nuw nsw i64 1, %173
  %175 = add nuw nsw i64 %174, %124
  %176 = icmp ugt i64 %175, %110
  br i1 %176, label %509, label %177

177:                                              ; preds = %163
  %178 = trunc nuw i64 %124 to i32
  %179 = getelementptr inbounds nuw i8, ptr %37, i32 %178
  %180 = lshr i64 %169, 12
  %181 = xor i64 %180, %169
  %182 = shl i64 %181, 25
  %183 = xor i64 %182, %181
  %184 = lshr i64 %183, 27
  %185 = xor i64 %184, %183
  %186 = mul i64 %185, 2685821657736338717
  %187 = lshr i64 %186, 32
  %188 = mul nuw nsw i64 %187, 71
  %189 = lshr i64 %188, 32
  %190 = add nsw i64 %189, -35
  %191 = lshr i64 %185, 12
  %192 = xor i64 %191, %185
  %193 = shl i64 %192, 25
  %194 = xor i64 %193, %192
  %195 = lshr i64 %194, 27
  %196 = xor i64 %195, %194
  store i64 %196, ptr %14, align 8
  %197 = mul i64 %196, 5627501853
  %198 = and i64 %197, 4294967296
  %199 = icmp eq i64 %198, 0
  br label %200

200:                                              ; preds = %200, %177
  %201 = phi i64 [ 0, %177 ], [ %213, %200 ]
  %202 = phi i64 [ %190, %177 ], [ %212, %200 ]
  %203 = xor i64 %201, -1
  %204 = add nsw i64 %174, %203
  %205 = select i1 %199, i64 %201, i64 %204
  %206 = trunc nsw i64 %205 to i32
  %207 = getelementptr inbounds nuw i8, ptr %179, i32 %206
  %208 = load i8, ptr %207, align 1
  %209 = zext i8 %208 to i64
  %210 = add nsw i64 %202, %209
  %211 = trunc i64 %210 to i8
  store i8 %211, ptr %207, align 1
  %212 = lshr i64 %210, 8
  %213 = add nuw nsw i64 %201, 1
  %214 = icmp samesign ult i64 %213, %174
  br i1 %214, label %200, label %509, !llvm.loop !77

215:                                              ; preds = %114
  %216 = trunc nuw i64 %124 to i32
  %217 = getelementptr inbounds nuw i8, ptr %37, i32 %216
  %218 = lshr i64 %130, 12
  %219 = xor i64 %218, %130
  %220 = shl i64 %219, 25
  %221 = xor i64 %220, %219
  %222 = lshr i64 %221, 27
  %223 = xor i64 %222, %221
  %224 = mul i64 %223, 2685821657736338717
  %225 = lshr i64 %224, 62
  %226 = shl nuw nsw i64 1, %225
  %227 = sub i64 %110, %124
  %228 = tail call noundef i64 @llvm.umin.i64(i64 %226, i64 %227)
  %229 = lshr i64 %223, 12
  %230 = xor i64 %229, %223
  %231 = shl i64 %230, 25
  %232 = xor i64 %231, %230
  %233 = lshr i64 %232, 27
  %234 = xor i64 %233, %232
  store i64 %234, ptr %14, align 8
  %235 = mul i64 %234, 2685821657736338717
  %236 = and i64 %235, 4611686018427387904
  %237 = icmp eq i64 %236, 0
  %238 = select i1 %237, i32 0, i32 255
  %239 = trunc nuw nsw i64 %228 to i32
  %240 = tail call ptr @memset(ptr noundef %217, i32 noundef %238, i32 noundef %239) #30
  %241 = icmp sgt i64 %235, -1
  br i1 %241, label %509, label %242

242:                                              ; preds = %215
  %243 = load i64, ptr %14, align 8
  %244 = lshr i64 %243, 12
  %245 = xor i64 %244, %243
  %246 = shl i64 %245, 25
  %247 = xor i64 %246, %245
  %248 = lshr i64 %247, 27
  %249 = xor i64 %248, %247
  store i64 %249, ptr %14, align 8
  %250 = mul i64 %249, 5627501853
  %251 = and i64 %250, 4294967296
  %252 = icmp eq i64 %251, 0
  %253 = add nsw i32 %239, -1
  %254 = select i1 %252, i32 0, i32 %253
  %255 = getelementptr inbounds nuw i8, ptr %217, i32 %254
  %256 = load i8, ptr %255, align 1
  %257 = xor i8 %256, -128
  store i8 %257, ptr %255, align 1
  br label %509

258:                                              ; preds = %114, %114
  %259 = icmp eq i64 %134, 5
  %260 = load i64, ptr %18, align 8
  %261 = icmp eq i64 %260, 0
  br i1 %261, label %509, label %262

262:                                              ; preds = %258
  %263 = load i64, ptr %19, align 8
  %264 = trunc i64 %263 to i32
  %265 = inttoptr i32 %264 to ptr
  %266 = lshr i64 %130, 12
  %267 = xor i64 %266, %130
  %268 = shl i64 %267, 25
  %269 = xor i64 %268, %267
  %270 = lshr i64 %269, 27
  %271 = xor i64 %270, %269
  store i64 %271, ptr %14, align 8
  %272 = mul i64 %271, 2685821657736338717
  %273 = lshr i64 %272, 32
  %274 = mul i64 %260, %273
  %275 = lshr i64 %274, 32
  %276 = trunc nuw i64 %275 to i32
  %277 = getelementptr inbounds nuw %struct.token, ptr %265, i32 %276
  %278 = getelementptr inbounds nuw i8, ptr %277, i32 8
  %279 = load i64, ptr %278, align 8
  %280 = add i64 %279, %124
  %281 = load i64, ptr %12, align 8
  %282 = icmp ugt i64 %280, %281
  br i1 %282, label %509, label %283

283:                                              ; preds = %262
  br i1 %259, label %284, label %305

284:                                              ; preds = %283
  %285 = load i64, ptr %17, align 8
  %286 = icmp ult i64 %110, %285
  %287 = trunc i64 %279 to i32
  br i1 %286, label %300, label %288

288:                                              ; preds = %284
  %289 = sub i64 %110, %124
  %290 = sub nuw i64 %281, %280
  %291 = tail call noundef i64 @llvm.umin.i64(i64 %289, i64 %290)
  %292 = trunc nuw i64 %124 to i32
  %293 = getelementptr inbounds nuw i8, ptr %37, i32 %292
  %294 = getelementptr inbounds nuw i8, ptr %293, i32 %287
  %295 = trunc i64 %291 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %294, ptr align 1 %293, i32 %295, i1 false)
  %296 = add i64 %291, %280
  %297 = load i64, ptr %278, align 8
  %298 = add i64 %297, %124
  %299 = trunc i64 %297 to i32
  br label %300

300:                                              ; preds = %288, %284
  %301 = phi i64 [ %280, %284 ], [ %298, %288 ]
  %302 = phi i32 [ %287, %284 ], [ %299, %288 ]
  %303 = phi i64 [ %110, %284 ], [ %296, %288 ]
  %304 = icmp ult i64 %303, %301
  br i1 %304, label %509, label %308

305:                                              ; preds = %283
  %306 = tail call i64 @llvm.umax.i64(i64 %280, i64 %110)
  %307 = trunc i64 %279 to i32
  br label %308

308:                                              ; preds = %305, %300
  %309 = phi i32 [ %302, %300 ], [ %307, %305 ]
  %310 = phi i64 [ %303, %300 ], [ %306, %305 ]
  %311 = trunc nuw i64 %124 to i32
  %312 = getelementptr inbounds nuw i8, ptr %37, i32 %311
  %313 = tail call ptr @memcpy(ptr noundef %312, ptr noundef nonnull %277, i32 noundef %309) #30
  br label %509

314:                                              ; preds = %114
  %315 = lshr i64 %130, 12
  %316 = xor i64 %315, %130
  %317 = shl i64 %316, 25
  %318 = xor i64 %317, %316
  %319 = lshr i64 %318, 27
  %320 = xor i64 %319, %318
  %321 = mul i64 %320, 2685821657736338717
  %322 = lshr i64 %321, 32
  %323 = mul i64 %322, %110
  %324 = lshr i64 %323, 32
  %325 = lshr i64 %320, 12
  %326 = xor i64 %325, %320
  %327 = shl i64 %326, 25
  %328 = xor i64 %327, %326
  %329 = lshr i64 %328, 27
  %330 = xor i64 %329, %328
  store i64 %330, ptr %14, align 8
  %331 = mul i64 %330, 2685821657736338717
  %332 = lshr i64 %331, 59
  %333 = add nuw nsw i64 %332, 1
  %334 = trunc nuw i64 %124 to i32
  %335 = getelementptr inbounds nuw i8, ptr %37, i32 %334
  %336 = trunc nuw i64 %324 to i32
  %337 = getelementptr inbounds nuw i8, ptr %37, i32 %336
  %338 = tail call i64 @llvm.umax.i64(i64 %124, i64 %324)
  %339 = sub i64 %110, %338
  %340 = tail call noundef i64 @llvm.umin.i64(i64 %333, i64 %339)
  %341 = trunc nuw nsw i64 %340 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %335, ptr align 1 %337, i32 %341, i1 false)
  br label %509

342:                                              ; preds = %114
  %343 = lshr i64 %130, 12
  %344 = xor i64 %343, %130
  %345 = shl i64 %344, 25
  %346 = xor i64 %345, %344
  %347 = lshr i64 %346, 27
  %348 = xor i64 %347, %346
  store i64 %348, ptr %14, align 8
  %349 = mul i64 %348, 2685821657736338717
  %350 = lshr i64 %349, 59
  %351 = add nuw nsw i64 %350, 1
  %352 = sub i64 %110, %124
  %353 = tail call noundef i64 @llvm.umin.i64(i64 range(i64 0, 4294967297) %351, i64 %352)
  %354 = sub i64 %110, %353
  %355 = load i64, ptr %17, align 8
  %356 = icmp ult i64 %354, %355
  br i1 %356, label %509, label %357

357:                                              ; preds = %342
  %358 = load i64, ptr %12, align 8
  %359 = icmp ugt i64 %124, %358
  br i1 %359, label %509, label %360

360:                                              ; preds = %357
  %361 = sub i64 %352, %353
  %362 = sub nuw i64 %358, %124
  %363 = tail call noundef i64 @llvm.umin.i64(i64 %361, i64 %362)
  %364 = trunc nuw i64 %124 to i32
  %365 = getelementptr inbounds nuw i8, ptr %37, i32 %364
  %366 = trunc nuw nsw i64 %353 to i32
  %367 = getelementptr inbounds nuw i8, ptr %365, i32 %366
  %368 = trunc i64 %363 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %365, ptr align 1 %367, i32 %368, i1 false)
  %369 = add i64 %363, %124
  br label %509

370:                                              ; preds = %114
  %371 = lshr i64 %130, 12
  %372 = xor i64 %371, %130
  %373 = shl i64 %372, 25
  %374 = xor i64 %373, %372
  %375 = lshr i64 %374, 27
  %376 = xor i64 %375, %374
  store i64 %376, ptr %14, align 8
  %377 = mul i64 %376, 2685821657736338717
  %378 = lshr i64 %377, 59
  %379 = add nuw nsw i64 %378, 1
  %380 = sub i64 %110, %124
  %381 = load i64, ptr %17, align 8
  %382 = icmp ult i64 %110, %381
  br i1 %382, label %509, label %383

383:                                              ; preds = %370
  %384 = add nuw nsw i64 %379, %124
  %385 = load i64, ptr %12, align 8
  %386 = icmp ugt i64 %384, %385
  br i1 %386, label %509, label %387

387:                                              ; preds = %383
  %388 = sub nuw i64 %385, %384
  %389 = tail call noundef i64 @llvm.umin.i64(i64 %380, i64 %388)
  %390 = trunc nuw i64 %124 to i32
  %391 = getelementptr inbounds nuw i8, ptr %37, i32 %390
  %392 = trunc nuw nsw i64 %379 to i32
  %393 = getelementptr inbounds nuw i8, ptr %391, i32 %392
  %394 = trunc i64 %389 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr nonnull align 1 %393, ptr align 1 %391, i32 %394, i1 false)
  %395 = add i64 %389, %384
  %396 = icmp eq i64 %395, %110
  br i1 %396, label %509, label %397

397:                                              ; preds = %387
  %398 = add i64 %379, %110
  %399 = load i64, ptr %12, align 8
  %400 = tail call noundef i64 @llvm.umin.i64(i64 %398, i64 %399)
  %401 = load i64, ptr %14, align 8
  %402 = lshr i64 %401, 12
  %403 = xor i64 %402, %401
  %404 = shl i64 %403, 25
  %405 = xor i64 %404, %403
  %406 = lshr i64 %405, 27
  %407 = xor i64 %406, %405
  store i64 %407, ptr %14, align 8
  %408 = mul i64 %407, 624102792477
  %409 = lshr i64 %408, 32
  %410 = trunc nuw i64 %409 to i32
  %411 = and i32 %410, 255
  %412 = sub i64 %400, %124
  %413 = tail call noundef i64 @llvm.umin.i64(i64 %379, i64 %412)
  %414 = trunc nuw nsw i64 %413 to i32
  %415 = tail call ptr @memset(ptr noundef %391, i32 noundef %411, i32 noundef %414) #30
  br label %509

416:                                              ; preds = %114
  %417 = load i64, ptr %13, align 8
  %418 = lshr i64 %130, 12
  %419 = xor i64 %418, %130
  %420 = shl i64 %419, 25
  %421 = xor i64 %420, %419
  %422 = lshr i64 %421, 27
  %423 = xor i64 %422, %421
  %424 = mul i64 %423, 5627501853
  %425 = and i64 %424, 4294967296
  %426 = icmp eq i64 %425, 0
  br i1 %426, label %439, label %427

427:                                              ; preds = %416
  %428 = lshr i64 %423, 12
  %429 = xor i64 %428, %423
  %430 = shl i64 %429, 25
  %431 = xor i64 %430, %429
  %432 = lshr i64 %431, 27
  %433 = xor i64 %432, %431
  %434 = mul i64 %433, 2685821657736338717
  %435 = lshr i64 %434, 32
  %436 = mul i64 %417, %435
  %437 = lshr i64 %436, 32
  %438 = trunc nuw i64 %437 to i32
  br label %455

439:                                              ; preds = %416
  %440 = lshr i64 %417, 2
  %441 = add nuw nsw i64 %440, 1
  %442 = lshr i64 %423, 12
  %443 = xor i64 %442, %423
  %444 = shl i64 %443, 25
  %445 = xor i64 %444, %443
  %446 = lshr i64 %445, 27
  %447 = xor i64 %446, %445
  %448 = mul i64 %447, 2685821657736338717
  %449 = lshr i64 %448, 32
  %450 = mul i64 %441, %449
  %451 = lshr i64 %450, 32
  %452 = xor i64 %451, -1
  %453 = add i64 %417, %452
  %454 = trunc i64 %453 to i32
  br label %455

455:                                              ; preds = %439, %427
  %456 = phi i32 [ %454, %439 ], [ %438, %427 ]
  %457 = phi i64 [ %447, %439 ], [ %433, %427 ]
  store i64 %457, ptr %14, align 8
  %458 = load i64, ptr %15, align 8
  %459 = trunc i64 %458 to i32
  %460 = inttoptr i32 %459 to ptr
  %461 = getelementptr inbounds nuw i64, ptr %460, i32 %456
  %462 = load i64, ptr %461, align 8
  %463 = load i64, ptr %16, align 8
  %464 = trunc i64 %463 to i32
  %465 = inttoptr i32 %464 to ptr
  %466 = getelementptr inbounds nuw i64, ptr %465, i32 %456
  %467 = load i64, ptr %466, align 8
  %468 = sub i64 %467, %462
  %469 = load i64, ptr %12, align 8
  %470 = tail call noundef i64 @llvm.umin.i64(i64 %468, i64 %469)
  %471 = icmp ult i64 %124, %470
  br i1 %471, label %472, label %509

472:                                              ; preds = %455
  %473 = trunc nuw i64 %124 to i32
  %474 = getelementptr inbounds nuw i8, ptr %37, i32 %473
  %475 = load i64, ptr %3, align 8
  %476 = trunc i64 %475 to i32
  %477 = inttoptr i32 %476 to ptr
  %478 = trunc i64 %462 to i32
  %479 = getelementptr inbounds nuw i8, ptr %477, i32 %478
  %480 = getelementptr inbounds nuw i8, ptr %479, i32 %473
  %481 = sub nuw i64 %470, %124
  %482 = trunc i64 %481 to i32
  %483 = tail call ptr @memcpy(ptr noundef %474, ptr noundef %480, i32 noundef %482) #30
  br label %509

484:                                              ; preds = %114, %108
  %485 = phi i64 [ %130, %114 ], [ %113, %108 ]
  %486 = load i64, ptr %17, align 8
  %487 = load i64, ptr %12, align 8
  %488 = sub i64 %487, %486
  %489 = add i64 %488, 1
  %490 = lshr i64 %485, 12
  %491 = xor i64 %490, %485
  %492 = shl i64 %491, 25
  %493 = xor i64 %492, %491
  %494 = lshr i64 %493, 27
  %495 = xor i64 %494, %493
  store i64 %495, ptr %14, align 8
  %496 = mul i64 %495, 2685821657736338717
  %497 = lshr i64 %496, 32
  %498 = mul i64 %497, %489
  %499 = lshr i64 %498, 32
  %500 = add i64 %499, %486
  %501 = icmp ugt i64 %500, %110
  br i1 %501, label %502, label %509

502:                                              ; preds = %484
  %503 = trunc i64 %110 to i32
  %504 = getelementptr inbounds nuw i8, ptr %37, i32 %503
  %505 = sub nuw i64 %500, %110
  %506 = trunc i64 %505 to i32
  %507 = tail call ptr @memset(ptr noundef %504, i32 noundef 0, i32 noundef %506) #30
  br label %509

508:                                              ; preds = %114
  unreachable

509:                                              ; preds = %200, %502, %484, %472, %455, %397, %387, %383, %370, %360, %357, %342, %314, %308, %300, %262, %258, %242, %215, %163, %151, %136
  %510 = phi i64 [ %110, %455 ], [ %110, %242 ], [ %110, %262 ], [ %500, %502 ], [ %110, %383 ], [ %110, %136 ], [ %110, %151 ], [ %400, %397 ], [ %110, %163 ], [ %110, %370 ], [ %110, %314 ], [ %110, %387 ], [ %110, %215 ], [ %110, %258 ], [ %310, %308 ], [ %110, %300 ], [ %369, %360 ], [ %110, %342 ], [ %110, %357 ], [ %470, %472 ], [ %500, %484 ], [ %110, %200 ]
  %511 = icmp eq i64 %111, 0
  br i1 %511, label %512, label %108, !llvm.loop !78

512:                                              ; preds = %509
  tail call fastcc void @fuzz_run(ptr noundef %0, ptr noundef %1, i32 noundef %2, ptr noundef nonnull %3, ptr noundef %37, i64 noundef %510, i64 noundef %5) #28
  %513 = load i64, ptr %20, align 8
  %514 = trunc i64 %513 to i32
  %515 = inttoptr i32 %514 to ptr
  %516 = load i64, ptr %21, align 8
  %517 = trunc i64 %516 to i32
  %518 = inttoptr i32 %517 to ptr
  %519 = load i64, ptr %22, align 8
  %520 = icmp eq i64 %519, 0
  br i1 %520, label %568, label %521

521:                                              ; preds = %512, %559
  %522 = phi i64 [ %560, %559 ], [ %519, %512 ]
  %523 = phi i64 [ %562, %559 ], [ 0, %512 ]
  %524 = phi i32 [ %561, %559 ], [ 0, %512 ]
  %525 = trunc i64 %523 to i32
  %526 = getelementptr inbounds nuw i64, ptr %515, i32 %525
  %527 = load i64, ptr %526, align 8
  %528 = trunc i64 %527 to i32
  %529 = inttoptr i32 %528 to ptr
  %530 = load i64, ptr %529, align 8
  %531 = icmp eq i64 %530, 0
  br i1 %531, label %559, label %532

532:                                              ; preds = %521
  store i64 0, ptr %529, align 8
  %533 = icmp ult i64 %530, 4
  br i1 %533, label %534, label %539

534:                                              ; preds = %532
  %535 = trunc nuw nsw i64 %530 to i32
  %536 = add nsw i32 %535, -1
  %537 = shl nuw nsw i32 1, %536
  %538 = trunc nuw nsw i32 %537 to i8
  br label %548

539:                                              ; preds = %532
  %540 = icmp ult i64 %530, 8
  br i1 %540, label %548, label %541

541:                                              ; preds = %539
  %542 = icmp ult i64 %530, 16
  br i1 %542, label %548, label %543

543:                                              ; preds = %541
  %544 = icmp ult i64 %530, 32
  br i1 %544, label %548, label %545

545:                                              ; preds = %543
  %546 = icmp ult i64 %530, 128
  %547 = select i1 %546, i8 64, i8 -128
  br label %548

548:                                              ; preds = %545, %543, %541, %539, %534
  %549 = phi i8 [ %538, %534 ], [ 8, %539 ], [ 16, %541 ], [ %547, %545 ], [ 32, %543 ]
  %550 = zext i8 %549 to i32
  %551 = getelementptr inbounds nuw i8, ptr %518, i32 %525
  %552 = load i8, ptr %551, align 1
  %553 = zext i8 %552 to i32
  %554 = xor i32 %553, -1
  %555 = and i32 %554, %550
  %556 = or i32 %555, %524
  %557 = or i8 %552, %549
  store i8 %557, ptr %551, align 1
  %558 = load i64, ptr %22, align 8
  br label %559

559:                                              ; preds = %548, %521
  %560 = phi i64 [ %558, %548 ], [ %522, %521 ]
  %561 = phi i32 [ %556, %548 ], [ %524, %521 ]
  %562 = add nuw i64 %523, 1
  %563 = icmp ult i64 %562, %560
  br i1 %563, label %521, label %564, !llvm.loop !79

564:                                              ; preds = %559
  %565 = zext nneg i32 %561 to i64
  store i64 %565, ptr %23, align 8
  %566 = load i64, ptr %24, align 8
  %567 = icmp eq i64 %566, 0
  br i1 %567, label %580, label %573, !prof !65

568:                                              ; preds = %512
  store i64 0, ptr %23, align 8
  %569 = load i64, ptr %24, align 8
  %570 = icmp eq i64 %569, 0
  br i1 %570, label %584, label %571, !prof !65

571:                                              ; preds = %568
  %572 = trunc i64 %569 to i32
  br label %575

573:                                              ; preds = %564
  %574 = trunc i64 %566 to i32
  br label %575

575:                                              ; preds = %573, %571
  %576 = phi i32 [ %572, %571 ], [ %574, %573 ]
  %577 = icmp eq i32 %576, 0
  %578 = zext i1 %577 to i64
  %579 = add i64 %26, %578
  br label %587

580:                                              ; preds = %564
  %581 = icmp eq i32 %561, 0
  br i1 %581, label %584, label %582, !prof !80

582:                                              ; preds = %580
  %583 = add i64 %26, 1
  br label %587

584:                                              ; preds = %568, %580
  %585 = add nuw i64 %26, 1
  %586 = icmp ult i64 %585, %4
  br i1 %586, label %25, label %587, !llvm.loop !81

587:                                              ; preds = %584, %6, %582, %575
  %588 = phi i64 [ %579, %575 ], [ %583, %582 ], [ 0, %6 ], [ %4, %584 ]
  ret i64 %588
}

; Function Attrs: nounwind
define hidden i64 @pp_fuzz_one(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, ptr noundef %4, i64 noundef %5, i64 noundef %6) local_unnamed_addr #0 {
  %8 = getelementptr inbounds nuw i8, ptr %3, i32 72
  %9 = load i64, ptr %8, align 8
  %10 = trunc i64 %9 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %3, i32 120
  %13 = load i64, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %3, i32 88
  %15 = load i64, ptr %14, align 8
  %16 = add i64 %15, 4294967295
  %17 = and i64 %16, %13
  %18 = getelementptr inbounds nuw i8, ptr %3, i32 104
  %19 = load i64, ptr %18, align 8
  %20 = mul i64 %17, %19
  %21 = trunc i64 %20 to i32
  %22 = getelementptr inbounds nuw i8, ptr %11, i32 %21
  %23 = tail call noundef i64 @llvm.umin.i64(i64 %5, i64 %19)
  %24 = trunc i64 %23 to i32
  %25 = tail call ptr @memcpy(ptr noundef %22, ptr noundef %4, i32 noundef %24) #30
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 0, ptr %26, align 4
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 8
  store i32 0, ptr %27, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 368
  %29 = load i64, ptr %28, align 8
  %30 = tail call i64 @llvm.usub.sat.i64(i64 %6, i64 %29)
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 360
  store i64 %30, ptr %31, align 8
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 192
  store i64 0, ptr %32, align 8
  tail call fastcc void @fuzz_run(ptr noundef %0, ptr noundef %1, i32 noundef %2, ptr noundef %3, ptr noundef %22, i64 noundef %23, i64 noundef %6) #28
  %33 = getelementptr inbounds nuw i8, ptr %3, i32 48
  %34 = load i64, ptr %33, align 8
  %35 = trunc i64 %34 to i32
  %36 = inttoptr i32 %35 to ptr
  %37 = getelementptr inbounds nuw i8, ptr %3, i32 64
  %38 = load i64, ptr %37, align 8
  %39 = trunc i64 %38 to i32
  %40 = inttoptr i32 %39 to ptr
  %41 = getelementptr inbounds nuw i8, ptr %3, i32 56
  %42 = load i64, ptr %41, align 8
  %43 = icmp eq i64 %42, 0
  br i1 %43, label %87, label %44

44:                                               ; preds = %7, %82
  %45 = phi i64 [ %83, %82 ], [ %42, %7 ]
  %46 = phi i64 [ %85, %82 ], [ 0, %7 ]
  %47 = phi i32 [ %84, %82 ], [ 0, %7 ]
  %48 = trunc i64 %46 to i32
  %49 = getelementptr inbounds nuw i64, ptr %36, i32 %48
  %50 = load i64, ptr %49, align 8
  %51 = trunc i64 %50 to i32
  %52 = inttoptr i32 %51 to ptr
  %53 = load i64, ptr %52, align 8
  %54 = icmp eq i64 %53, 0
  br i1 %54, label %82, label %55

55:                                               ; preds = %44
  store i64 0, ptr %52, align 8
  %56 = icmp ult i64 %53, 4
  br i1 %56, label %57, label %62

57:                                               ; preds = %55
  %58 = trunc nuw nsw i64 %53 to i32
  %59 = add nsw i32 %58, -1
  %60 = shl nuw nsw i32 1, %59
  %61 = trunc nuw nsw i32 %60 to i8
  br label %71

62:                                               ; preds = %55
  %63 = icmp ult i64 %53, 8
  br i1 %63, label %71, label %64

64:                                               ; preds = %62
  %65 = icmp ult i64 %53, 16
  br i1 %65, label %71, label %66

66:                                               ; preds = %64
  %67 = icmp ult i64 %53, 32
  br i1 %67, label %71, label %68

68:                                               ; preds = %66
  %69 = icmp ult i64 %53, 128
  %70 = select i1 %69, i8 64, i8 -128
  br label %71

71:                                               ; preds = %68, %66, %64, %62, %57
  %72 = phi i8 [ %61, %57 ], [ 8, %62 ], [ 16, %64 ], [ %70, %68 ], [ 32, %66 ]
  %73 = zext i8 %72 to i32
  %74 = getelementptr inbounds nuw i8, ptr %40, i32 %48
  %75 = load i8, ptr %74, align 1
  %76 = zext i8 %75 to i32
  %77 = xor i32 %76, -1
  %78 = and i32 %77, %73
  %79 = or i32 %78, %47
  %80 = or i8 %75, %72
  store i8 %80, ptr %74, align 1
  %81 = load i64, ptr %41, align 8
  br label %82

82:                                               ; preds = %71, %44
  %83 = phi i64 [ %81, %71 ], [ %45, %44 ]
  %84 = phi i32 [ %79, %71 ], [ %47, %44 ]
  %85 = add nuw i64 %46, 1
  %86 = icmp ult i64 %85, %83
  br i1 %86, label %44, label %87, !llvm.loop !79

87:                                               ; preds = %82, %7
  %88 = phi i32 [ 0, %7 ], [ %84, %82 ]
  %89 = zext nneg i32 %88 to i64
  %90 = getelementptr inbounds nuw i8, ptr %3, i32 136
  store i64 %89, ptr %90, align 8
  %91 = getelementptr inbounds nuw i8, ptr %0, i32 432
  store atomic i64 0, ptr %91 release, align 8
  %92 = getelementptr inbounds nuw i8, ptr %3, i32 128
  %93 = load i64, ptr %92, align 8
  ret i64 %93
}

; Function Attrs: nounwind
define internal fastcc void @fuzz_run(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, ptr noundef %4, i64 noundef %5, i64 noundef %6) unnamed_addr #0 {
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 136
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %3, i32 80
  %11 = load i64, ptr %10, align 8
  %12 = trunc i64 %11 to i32
  %13 = inttoptr i32 %12 to ptr
  %14 = getelementptr inbounds nuw i8, ptr %3, i32 120
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %3, i32 88
  %17 = load i64, ptr %16, align 8
  %18 = add i64 %17, 4294967295
  %19 = and i64 %18, %15
  %20 = trunc i64 %19 to i32
  %21 = getelementptr inbounds nuw i64, ptr %13, i32 %20
  store i64 %5, ptr %21, align 8
  %22 = load i64, ptr %8, align 8
  %23 = add i64 %22, 256
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 320
  %25 = load i64, ptr %24, align 8
  %26 = sub i64 %25, %23
  %27 = icmp ugt i64 %5, %26
  br i1 %27, label %28, label %36, !prof !66

28:                                               ; preds = %7
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 12
  store i32 0, ptr %29, align 4
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %31 = load i32, ptr %30, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %144

33:                                               ; preds = %28
  store i32 2, ptr %30, align 8
  %34 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %23, ptr %34, align 8
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 %5, ptr %35, align 8
  br label %144

36:                                               ; preds = %7
  %37 = trunc i64 %23 to i32
  %38 = inttoptr i32 %37 to ptr
  %39 = trunc i64 %5 to i32
  %40 = tail call ptr @memcpy(ptr noundef %38, ptr noundef %4, i32 noundef %39) #30
  %41 = add i64 %9, 256
  %42 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %5) #28
  %43 = add i64 %42, %41
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 240
  store i64 %41, ptr %44, align 8
  %45 = getelementptr inbounds nuw i8, ptr %0, i32 48
  store i64 %41, ptr %45, align 8
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 56
  store i64 %43, ptr %46, align 8
  %47 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 0, ptr %47, align 8
  store i64 %6, ptr %0, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 180
  store i32 0, ptr %48, align 4
  switch i32 %2, label %130 [
    i32 1, label %49
    i32 2, label %59
  ]

49:                                               ; preds = %36
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %51 = load i64, ptr %50, align 8
  %52 = trunc i64 %41 to i32
  %53 = trunc i64 %51 to i32
  %54 = inttoptr i32 %53 to ptr
  store i32 %52, ptr %54, align 1
  %55 = trunc i64 %43 to i32
  %56 = add i32 %53, 4
  %57 = inttoptr i32 %56 to ptr
  store i32 %55, ptr %57, align 1
  %58 = add i32 %53, 8
  br label %126

59:                                               ; preds = %36
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %61 = load i64, ptr %60, align 8
  %62 = icmp ugt i64 %42, 13
  %63 = getelementptr inbounds nuw i8, ptr %0, i32 304
  store i16 14, ptr %63, align 8
  %64 = getelementptr inbounds nuw i8, ptr %0, i32 307
  store i8 0, ptr %64, align 1
  %65 = getelementptr inbounds nuw i8, ptr %0, i32 306
  store i8 0, ptr %65, align 2
  %66 = trunc i64 %61 to i32
  %67 = inttoptr i32 %66 to ptr
  %68 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %69 = load i64, ptr %68, align 8
  %70 = trunc i64 %69 to i32
  %71 = inttoptr i32 %70 to ptr
  %72 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %73 = load i64, ptr %72, align 8
  %74 = sub i64 %73, %61
  %75 = trunc i64 %74 to i32
  %76 = tail call ptr @memcpy(ptr noundef %67, ptr noundef %71, i32 noundef %75) #30
  %77 = trunc i64 %42 to i32
  store i32 %77, ptr %67, align 1
  %78 = add i64 %61, 4
  br i1 %62, label %79, label %109

79:                                               ; preds = %59
  %80 = trunc i64 %41 to i32
  %81 = inttoptr i32 %80 to ptr
  %82 = load i32, ptr %81, align 1
  %83 = add i32 %80, 4
  %84 = inttoptr i32 %83 to ptr
  %85 = load i16, ptr %84, align 1
  %86 = zext i16 %85 to i32
  %87 = or i32 %82, %86
  %88 = icmp eq i32 %87, 0
  %89 = and i32 %82, 1
  %90 = xor i32 %89, 3
  %91 = select i1 %88, i32 0, i32 %90
  %92 = trunc i64 %78 to i32
  %93 = inttoptr i32 %92 to ptr
  store i32 %91, ptr %93, align 1
  %94 = add i32 %80, 12
  %95 = inttoptr i32 %94 to ptr
  %96 = load i8, ptr %95, align 1
  %97 = icmp ugt i8 %96, 5
  br i1 %97, label %98, label %101

98:                                               ; preds = %79
  %99 = load i16, ptr %95, align 1
  %100 = zext i16 %99 to i32
  br label %113

101:                                              ; preds = %79
  %102 = icmp ugt i64 %42, 15
  br i1 %102, label %103, label %113

103:                                              ; preds = %101
  %104 = add i32 %80, 14
  %105 = inttoptr i32 %104 to ptr
  %106 = load i16, ptr %105, align 1
  %107 = icmp eq i16 %106, -1
  %108 = select i1 %107, i32 256, i32 1024
  br label %113

109:                                              ; preds = %59
  %110 = trunc i64 %78 to i32
  %111 = inttoptr i32 %110 to ptr
  store i32 0, ptr %111, align 1
  %112 = trunc i64 %41 to i32
  br label %113

113:                                              ; preds = %98, %101, %103, %109
  %114 = phi i32 [ %80, %103 ], [ %80, %101 ], [ %80, %98 ], [ %112, %109 ]
  %115 = phi i32 [ %108, %103 ], [ 1024, %101 ], [ %100, %98 ], [ 0, %109 ]
  %116 = add i32 %66, 16
  %117 = inttoptr i32 %116 to ptr
  store i32 %115, ptr %117, align 1
  %118 = add i32 %66, 76
  %119 = inttoptr i32 %118 to ptr
  store i32 %114, ptr %119, align 1
  %120 = trunc i64 %43 to i32
  %121 = add i32 %66, 80
  %122 = inttoptr i32 %121 to ptr
  store i32 %120, ptr %122, align 1
  %123 = add i32 %66, 140
  %124 = inttoptr i32 %123 to ptr
  store i32 %114, ptr %124, align 1
  %125 = add i32 %66, 160
  br label %126

126:                                              ; preds = %113, %49
  %127 = phi i32 [ %58, %49 ], [ %125, %113 ]
  %128 = phi i32 [ %52, %49 ], [ %77, %113 ]
  %129 = inttoptr i32 %127 to ptr
  store i32 %128, ptr %129, align 1
  br label %130

130:                                              ; preds = %126, %36
  %131 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %132 = load i64, ptr %131, align 8
  %133 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %132, i64 noundef 0) #30
  %134 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %135 = load i32, ptr %134, align 4
  %136 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %137 = load i64, ptr %136, align 8
  %138 = trunc i64 %137 to i32
  %139 = or i32 %135, %138
  %140 = icmp eq i32 %139, 0
  br i1 %140, label %142, label %141, !prof !65

141:                                              ; preds = %130
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %142

142:                                              ; preds = %130, %141
  %143 = getelementptr inbounds nuw i8, ptr %3, i32 128
  store i64 %133, ptr %143, align 8
  br label %144

144:                                              ; preds = %33, %28, %142
  %145 = load i64, ptr %14, align 8
  %146 = add i64 %145, 1
  store i64 %146, ptr %14, align 8
  ret void
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_walk(ptr noundef captures(none) initializes((48, 64)) %0, ptr noundef readonly captures(none) %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #15 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 56
  store i64 0, ptr %5, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 48
  store i64 0, ptr %6, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 84
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 92
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 72
  br label %18

18:                                               ; preds = %210, %4
  %19 = phi i64 [ %2, %4 ], [ %213, %210 ]
  %20 = icmp ult i64 %19, %3
  br i1 %20, label %21, label %214

21:                                               ; preds = %18
  %22 = load i64, ptr %6, align 8
  %23 = load i64, ptr %7, align 8
  %24 = icmp ult i64 %22, %23
  br i1 %24, label %25, label %214

25:                                               ; preds = %21
  %26 = load i32, ptr %8, align 8
  %27 = icmp eq i32 %26, 0
  %28 = sub i64 %3, %19
  br i1 %27, label %96, label %29

29:                                               ; preds = %25
  %30 = zext i32 %26 to i64
  %31 = icmp ult i64 %28, %30
  br i1 %31, label %214, label %32

32:                                               ; preds = %29
  %33 = trunc i64 %19 to i32
  %34 = getelementptr inbounds nuw i8, ptr %1, i32 %33
  %35 = getelementptr inbounds nuw i8, ptr %34, i32 8
  %36 = load i32, ptr %35, align 1
  %37 = load i32, ptr %9, align 4
  %38 = icmp eq i32 %37, 0
  %39 = tail call i32 @llvm.bswap.i32(i32 %36)
  %40 = select i1 %38, i32 %36, i32 %39
  %41 = icmp ugt i32 %40, 268435456
  br i1 %41, label %214, label %42

42:                                               ; preds = %32
  %43 = zext nneg i32 %40 to i64
  %44 = sub i64 %28, %30
  %45 = icmp ult i64 %44, %43
  br i1 %45, label %214, label %46

46:                                               ; preds = %42
  %47 = add i64 %19, %30
  %48 = getelementptr inbounds nuw i8, ptr %34, i32 12
  %49 = load i32, ptr %48, align 1
  %50 = tail call i32 @llvm.bswap.i32(i32 %49)
  %51 = select i1 %38, i32 %49, i32 %50
  %52 = load i32, ptr %34, align 1
  %53 = tail call i32 @llvm.bswap.i32(i32 %52)
  %54 = select i1 %38, i32 %52, i32 %53
  %55 = zext i32 %54 to i64
  %56 = mul nuw nsw i64 %55, 1000000000
  %57 = getelementptr inbounds nuw i8, ptr %34, i32 4
  %58 = load i32, ptr %57, align 1
  %59 = tail call i32 @llvm.bswap.i32(i32 %58)
  %60 = select i1 %38, i32 %58, i32 %59
  %61 = zext i32 %60 to i64
  %62 = load i64, ptr %10, align 8
  %63 = mul i64 %62, %61
  %64 = add i64 %63, %56
  %65 = load i32, ptr %11, align 4
  %66 = add nuw i64 %22, 1
  store i64 %66, ptr %6, align 8
  %67 = load i64, ptr %0, align 8
  %68 = trunc i64 %67 to i32
  %69 = inttoptr i32 %68 to ptr
  %70 = trunc i64 %22 to i32
  %71 = getelementptr inbounds nuw i64, ptr %69, i32 %70
  store i64 %47, ptr %71, align 8
  %72 = add i64 %47, %43
  %73 = load i64, ptr %12, align 8
  %74 = trunc i64 %73 to i32
  %75 = inttoptr i32 %74 to ptr
  %76 = getelementptr inbounds nuw i64, ptr %75, i32 %70
  store i64 %72, ptr %76, align 8
  %77 = load i64, ptr %13, align 8
  %78 = trunc i64 %77 to i32
  %79 = inttoptr i32 %78 to ptr
  %80 = getelementptr inbounds nuw i64, ptr %79, i32 %70
  store i64 %64, ptr %80, align 8
  %81 = load i64, ptr %14, align 8
  %82 = trunc i64 %81 to i32
  %83 = inttoptr i32 %82 to ptr
  %84 = getelementptr inbounds nuw i32, ptr %83, i32 %70
  store i32 %51, ptr %84, align 4
  %85 = load i64, ptr %15, align 8
  %86 = trunc i64 %85 to i32
  %87 = inttoptr i32 %86 to ptr
  %88 = getelementptr inbounds nuw i32, ptr %87, i32 %70
  store i32 %65, ptr %88, align 4
  %89 = icmp ult i32 %40, %51
  %90 = zext i1 %89 to i64
  %91 = load i64, ptr %5, align 8
  %92 = add i64 %91, %90
  store i64 %92, ptr %5, align 8
  %93 = load i32, ptr %8, align 8
  %94 = zext i32 %93 to i64
  %95 = add nuw nsw i64 %94, %43
  br label %210

96:                                               ; preds = %25
  %97 = trunc i64 %19 to i32
  %98 = getelementptr inbounds nuw i8, ptr %1, i32 %97
  %99 = icmp ult i64 %28, 12
  br i1 %99, label %214, label %100

100:                                              ; preds = %96
  %101 = getelementptr inbounds nuw i8, ptr %98, i32 4
  %102 = load i32, ptr %101, align 1
  %103 = load i32, ptr %9, align 4
  %104 = icmp eq i32 %103, 0
  %105 = tail call i32 @llvm.bswap.i32(i32 %102)
  %106 = select i1 %104, i32 %102, i32 %105
  %107 = icmp ult i32 %106, 12
  br i1 %107, label %214, label %108

108:                                              ; preds = %100
  %109 = and i32 %106, 3
  %110 = icmp ne i32 %109, 0
  %111 = icmp ugt i32 %106, 268435456
  %112 = or i1 %111, %110
  br i1 %112, label %214, label %113

113:                                              ; preds = %108
  %114 = zext nneg i32 %106 to i64
  %115 = icmp ult i64 %28, %114
  br i1 %115, label %214, label %116

116:                                              ; preds = %113
  %117 = getelementptr inbounds nuw i8, ptr %98, i32 %106
  %118 = getelementptr inbounds i8, ptr %117, i32 -4
  %119 = load i32, ptr %118, align 1
  %120 = tail call i32 @llvm.bswap.i32(i32 %119)
  %121 = select i1 %104, i32 %119, i32 %120
  %122 = icmp eq i32 %121, %106
  br i1 %122, label %123, label %214

123:                                              ; preds = %116
  %124 = load i32, ptr %98, align 1
  %125 = tail call i32 @llvm.bswap.i32(i32 %124)
  %126 = select i1 %104, i32 %124, i32 %125
  switch i32 %126, label %210 [
    i32 6, label %127
    i32 168627466, label %214
    i32 1, label %214
    i32 2, label %214
    i32 3, label %214
  ]

127:                                              ; preds = %123
  %128 = icmp samesign ult i32 %106, 32
  br i1 %128, label %207, label %129

129:                                              ; preds = %127
  %130 = getelementptr inbounds nuw i8, ptr %98, i32 8
  %131 = load i32, ptr %130, align 1
  %132 = tail call i32 @llvm.bswap.i32(i32 %131)
  %133 = select i1 %104, i32 %131, i32 %132
  %134 = getelementptr inbounds nuw i8, ptr %98, i32 20
  %135 = load i32, ptr %134, align 1
  %136 = tail call i32 @llvm.bswap.i32(i32 %135)
  %137 = select i1 %104, i32 %135, i32 %136
  %138 = load i32, ptr %16, align 8
  %139 = icmp uge i32 %133, %138
  %140 = add nsw i32 %106, -32
  %141 = icmp ugt i32 %137, %140
  %142 = select i1 %139, i1 true, i1 %141
  br i1 %142, label %207, label %143

143:                                              ; preds = %129
  %144 = load i64, ptr %17, align 8
  %145 = trunc i64 %144 to i32
  %146 = inttoptr i32 %145 to ptr
  %147 = getelementptr inbounds nuw %struct.port, ptr %146, i32 %133
  %148 = getelementptr inbounds nuw i8, ptr %98, i32 12
  %149 = load i32, ptr %148, align 1
  %150 = tail call i32 @llvm.bswap.i32(i32 %149)
  %151 = select i1 %104, i32 %149, i32 %150
  %152 = zext i32 %151 to i64
  %153 = shl nuw i64 %152, 32
  %154 = getelementptr inbounds nuw i8, ptr %98, i32 16
  %155 = load i32, ptr %154, align 1
  %156 = tail call i32 @llvm.bswap.i32(i32 %155)
  %157 = select i1 %104, i32 %155, i32 %156
  %158 = zext i32 %157 to i64
  %159 = or disjoint i64 %153, %158
  %160 = load i64, ptr %147, align 8
  %161 = icmp eq i64 %160, 0
  br i1 %161, label %207, label %162

162:                                              ; preds = %143
  %163 = getelementptr inbounds nuw i8, ptr %147, i32 16
  %164 = load i64, ptr %163, align 8
  %165 = icmp ugt i64 %159, %164
  br i1 %165, label %207, label %166

166:                                              ; preds = %162
  %167 = add i64 %19, 28
  %168 = getelementptr inbounds nuw i8, ptr %98, i32 24
  %169 = load i32, ptr %168, align 1
  %170 = tail call i32 @llvm.bswap.i32(i32 %169)
  %171 = select i1 %104, i32 %169, i32 %170
  %172 = mul i64 %159, %160
  %173 = getelementptr inbounds nuw i8, ptr %147, i32 8
  %174 = load i64, ptr %173, align 8
  %175 = add i64 %174, %172
  %176 = getelementptr inbounds nuw i8, ptr %147, i32 24
  %177 = load i64, ptr %176, align 8
  %178 = trunc i64 %177 to i32
  %179 = add nuw i64 %22, 1
  store i64 %179, ptr %6, align 8
  %180 = load i64, ptr %0, align 8
  %181 = trunc i64 %180 to i32
  %182 = inttoptr i32 %181 to ptr
  %183 = trunc i64 %22 to i32
  %184 = getelementptr inbounds nuw i64, ptr %182, i32 %183
  store i64 %167, ptr %184, align 8
  %185 = zext nneg i32 %137 to i64
  %186 = add i64 %167, %185
  %187 = load i64, ptr %12, align 8
  %188 = trunc i64 %187 to i32
  %189 = inttoptr i32 %188 to ptr
  %190 = getelementptr inbounds nuw i64, ptr %189, i32 %183
  store i64 %186, ptr %190, align 8
  %191 = load i64, ptr %13, align 8
  %192 = trunc i64 %191 to i32
  %193 = inttoptr i32 %192 to ptr
  %194 = getelementptr inbounds nuw i64, ptr %193, i32 %183
  store i64 %175, ptr %194, align 8
  %195 = load i64, ptr %14, align 8
  %196 = trunc i64 %195 to i32
  %197 = inttoptr i32 %196 to ptr
  %198 = getelementptr inbounds nuw i32, ptr %197, i32 %183
  store i32 %171, ptr %198, align 4
  %199 = load i64, ptr %15, align 8
  %200 = trunc i64 %199 to i32
  %201 = inttoptr i32 %200 to ptr
  %202 = getelementptr inbounds nuw i32, ptr %201, i32 %183
  store i32 %178, ptr %202, align 4
  %203 = icmp ult i32 %137, %171
  %204 = zext i1 %203 to i64
  %205 = load i64, ptr %5, align 8
  %206 = add i64 %205, %204
  store i64 %206, ptr %5, align 8
  br label %207

207:                                              ; preds = %143, %162, %129, %127, %166
  %208 = phi i32 [ %106, %166 ], [ 0, %127 ], [ 0, %129 ], [ 0, %162 ], [ 0, %143 ]
  %209 = zext nneg i32 %208 to i64
  br label %210

210:                                              ; preds = %123, %207, %46
  %211 = phi i64 [ %209, %207 ], [ %95, %46 ], [ %114, %123 ]
  %212 = icmp eq i64 %211, 0
  %213 = add i64 %211, %19
  br i1 %212, label %214, label %18

214:                                              ; preds = %123, %123, %123, %123, %108, %113, %116, %96, %100, %42, %29, %32, %210, %18, %21
  %215 = phi i64 [ %213, %210 ], [ %19, %21 ], [ %19, %18 ], [ %19, %32 ], [ %19, %29 ], [ %19, %42 ], [ %19, %100 ], [ %19, %96 ], [ %19, %116 ], [ %19, %113 ], [ %19, %108 ], [ %19, %123 ], [ %19, %123 ], [ %19, %123 ], [ %19, %123 ]
  ret i64 %215
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define hidden i64 @pp_tally(ptr noundef readonly captures(none) %0, i64 noundef %1, ptr noundef captures(none) %2, i64 noundef %3) local_unnamed_addr #20 {
  %5 = icmp eq i64 %1, 0
  br i1 %5, label %51, label %6

6:                                                ; preds = %4
  %7 = add i64 %3, -1
  br label %8

8:                                                ; preds = %6, %45
  %9 = phi i64 [ 0, %6 ], [ %49, %45 ]
  %10 = trunc i64 %9 to i32
  %11 = getelementptr inbounds nuw i64, ptr %0, i32 %10
  %12 = load i64, ptr %11, align 8
  %13 = lshr i64 %12, 32
  %14 = xor i64 %13, %12
  %15 = and i64 %14, %7
  %16 = trunc i64 %15 to i32
  %17 = getelementptr inbounds nuw %struct.tally, ptr %2, i32 %16
  %18 = getelementptr inbounds nuw i8, ptr %17, i32 8
  %19 = load i64, ptr %18, align 8
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %45, label %21

21:                                               ; preds = %8
  %22 = load i64, ptr %17, align 8
  %23 = icmp eq i64 %22, %12
  br i1 %23, label %41, label %35

24:                                               ; preds = %35
  %25 = add i64 %37, 1
  %26 = and i64 %25, %7
  %27 = trunc i64 %26 to i32
  %28 = getelementptr inbounds nuw %struct.tally, ptr %2, i32 %27
  %29 = getelementptr inbounds nuw i8, ptr %28, i32 8
  %30 = load i64, ptr %29, align 8
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %40, label %32, !llvm.loop !82

32:                                               ; preds = %24
  %33 = load i64, ptr %28, align 8
  %34 = icmp eq i64 %33, %12
  br i1 %34, label %41, label %35, !llvm.loop !82

35:                                               ; preds = %21, %32
  %36 = phi i64 [ %38, %32 ], [ 0, %21 ]
  %37 = phi i64 [ %26, %32 ], [ %15, %21 ]
  %38 = add i64 %36, 1
  %39 = icmp eq i64 %38, %3
  br i1 %39, label %51, label %24

40:                                               ; preds = %24
  br label %41, !llvm.loop !82

41:                                               ; preds = %32, %40, %21
  %42 = phi ptr [ %28, %40 ], [ %17, %21 ], [ %28, %32 ]
  %43 = phi i64 [ 0, %40 ], [ %19, %21 ], [ %30, %32 ]
  %44 = add i64 %43, 1
  br label %45

45:                                               ; preds = %41, %8
  %46 = phi ptr [ %17, %8 ], [ %42, %41 ]
  %47 = phi i64 [ 1, %8 ], [ %44, %41 ]
  %48 = getelementptr inbounds nuw i8, ptr %46, i32 8
  store i64 %12, ptr %46, align 8
  store i64 %47, ptr %48, align 8
  %49 = add nuw i64 %9, 1
  %50 = icmp ult i64 %49, %1
  br i1 %50, label %8, label %51, !llvm.loop !83

51:                                               ; preds = %45, %35, %4
  %52 = phi i64 [ 0, %4 ], [ %9, %35 ], [ %1, %45 ]
  ret i64 %52
}

; Function Attrs: nounwind
define hidden range(i64 0, 4) i64 @pp_export(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca [20 x i8], align 1
  %3 = alloca [20 x i8], align 1
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 128
  %6 = load i64, ptr %4, align 8
  %7 = load i64, ptr %5, align 8
  %8 = icmp ult i64 %6, %7
  br i1 %8, label %9, label %427

9:                                                ; preds = %1
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 104
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 152
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 136
  br label %29

29:                                               ; preds = %9, %422
  %30 = phi i64 [ %6, %9 ], [ %424, %422 ]
  %31 = load i64, ptr %10, align 8
  %32 = trunc i64 %31 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = trunc i64 %30 to i32
  %35 = getelementptr inbounds nuw i64, ptr %33, i32 %34
  %36 = load i64, ptr %35, align 8
  %37 = load i64, ptr %11, align 8
  %38 = trunc i64 %37 to i32
  %39 = inttoptr i32 %38 to ptr
  %40 = load i64, ptr %12, align 8
  %41 = add i64 %40, -1
  %42 = icmp eq i64 %40, 0
  br i1 %42, label %59, label %43

43:                                               ; preds = %29, %55
  %44 = phi i64 [ %56, %55 ], [ %36, %29 ]
  %45 = phi i64 [ %57, %55 ], [ 0, %29 ]
  %46 = and i64 %44, %41
  %47 = trunc i64 %46 to i32
  %48 = getelementptr inbounds nuw %struct.answer, ptr %39, i32 %47
  %49 = getelementptr inbounds nuw i8, ptr %48, i32 32
  %50 = load i64, ptr %49, align 8
  %51 = icmp eq i64 %50, 0
  br i1 %51, label %59, label %52

52:                                               ; preds = %43
  %53 = load i64, ptr %48, align 8
  %54 = icmp eq i64 %53, %36
  br i1 %54, label %59, label %55

55:                                               ; preds = %52
  %56 = add nuw i64 %46, 1
  %57 = add nuw i64 %45, 1
  %58 = icmp ult i64 %57, %40
  br i1 %58, label %43, label %59, !llvm.loop !84

59:                                               ; preds = %55, %52, %43, %29
  %60 = phi ptr [ null, %29 ], [ null, %43 ], [ null, %55 ], [ %48, %52 ]
  %61 = load i64, ptr %13, align 8
  %62 = trunc i64 %61 to i32
  %63 = inttoptr i32 %62 to ptr
  %64 = getelementptr inbounds nuw i64, ptr %63, i32 %34
  %65 = load i64, ptr %64, align 8
  %66 = load i64, ptr %0, align 8
  %67 = trunc i64 %66 to i32
  %68 = inttoptr i32 %67 to ptr
  %69 = getelementptr inbounds nuw i64, ptr %68, i32 %34
  %70 = load i64, ptr %69, align 8
  %71 = sub i64 %65, %70
  %72 = load i64, ptr %14, align 8
  %73 = trunc i64 %72 to i32
  %74 = inttoptr i32 %73 to ptr
  %75 = getelementptr inbounds nuw i32, ptr %74, i32 %34
  %76 = load i32, ptr %75, align 4
  %77 = icmp eq ptr %60, null
  br i1 %77, label %419, label %78

78:                                               ; preds = %59
  %79 = load i32, ptr %15, align 8
  %80 = icmp eq i32 %79, 0
  br i1 %80, label %81, label %159

81:                                               ; preds = %78
  %82 = load i64, ptr %21, align 8
  %83 = load i64, ptr %25, align 8
  %84 = sub i64 %83, %82
  %85 = getelementptr inbounds nuw i8, ptr %60, i32 24
  %86 = load i64, ptr %85, align 8
  %87 = add i64 %86, 42
  %88 = icmp ult i64 %84, %87
  br i1 %88, label %419, label %89

89:                                               ; preds = %81
  %90 = load i64, ptr %20, align 8
  %91 = load i64, ptr %28, align 8
  %92 = add i64 %91, %30
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  br label %93

93:                                               ; preds = %93, %89
  %94 = phi i64 [ %92, %89 ], [ %97, %93 ]
  %95 = phi i32 [ 0, %89 ], [ %102, %93 ]
  %96 = freeze i64 %94
  %97 = udiv i64 %96, 10
  %98 = mul i64 %97, 10
  %99 = sub i64 %96, %98
  %100 = trunc nuw nsw i64 %99 to i8
  %101 = or disjoint i8 %100, 48
  %102 = add i32 %95, 1
  %103 = getelementptr inbounds nuw i8, ptr %3, i32 %95
  store i8 %101, ptr %103, align 1
  %104 = icmp ult i64 %94, 10
  br i1 %104, label %105, label %93, !llvm.loop !85

105:                                              ; preds = %93
  %106 = trunc i64 %90 to i32
  %107 = inttoptr i32 %106 to ptr
  %108 = trunc i64 %82 to i32
  %109 = getelementptr inbounds nuw i8, ptr %107, i32 %108
  %110 = icmp eq i32 %102, 0
  br i1 %110, label %119, label %111

111:                                              ; preds = %105, %111
  %112 = phi i32 [ %114, %111 ], [ %102, %105 ]
  %113 = phi ptr [ %117, %111 ], [ %109, %105 ]
  %114 = add i32 %112, -1
  %115 = getelementptr inbounds nuw i8, ptr %3, i32 %114
  %116 = load i8, ptr %115, align 1
  %117 = getelementptr inbounds nuw i8, ptr %113, i32 1
  store i8 %116, ptr %113, align 1
  %118 = icmp eq i32 %114, 0
  br i1 %118, label %119, label %111, !llvm.loop !86

119:                                              ; preds = %111, %105
  %120 = phi ptr [ %109, %105 ], [ %117, %111 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  store i8 44, ptr %120, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  br label %121

121:                                              ; preds = %121, %119
  %122 = phi i64 [ %71, %119 ], [ %125, %121 ]
  %123 = phi i32 [ 0, %119 ], [ %130, %121 ]
  %124 = freeze i64 %122
  %125 = udiv i64 %124, 10
  %126 = mul i64 %125, 10
  %127 = sub i64 %124, %126
  %128 = trunc nuw nsw i64 %127 to i8
  %129 = or disjoint i8 %128, 48
  %130 = add i32 %123, 1
  %131 = getelementptr inbounds nuw i8, ptr %2, i32 %123
  store i8 %129, ptr %131, align 1
  %132 = icmp ult i64 %122, 10
  br i1 %132, label %133, label %121, !llvm.loop !85

133:                                              ; preds = %121
  %134 = getelementptr inbounds nuw i8, ptr %120, i32 1
  %135 = icmp eq i32 %130, 0
  br i1 %135, label %144, label %136

136:                                              ; preds = %133, %136
  %137 = phi i32 [ %139, %136 ], [ %130, %133 ]
  %138 = phi ptr [ %142, %136 ], [ %134, %133 ]
  %139 = add i32 %137, -1
  %140 = getelementptr inbounds nuw i8, ptr %2, i32 %139
  %141 = load i8, ptr %140, align 1
  %142 = getelementptr inbounds nuw i8, ptr %138, i32 1
  store i8 %141, ptr %138, align 1
  %143 = icmp eq i32 %139, 0
  br i1 %143, label %144, label %136, !llvm.loop !86

144:                                              ; preds = %136, %133
  %145 = phi ptr [ %134, %133 ], [ %142, %136 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  %146 = getelementptr inbounds nuw i8, ptr %145, i32 1
  store i8 44, ptr %145, align 1
  %147 = getelementptr inbounds nuw i8, ptr %60, i32 16
  %148 = load i64, ptr %147, align 8
  %149 = trunc i64 %148 to i32
  %150 = inttoptr i32 %149 to ptr
  %151 = load i64, ptr %85, align 8
  %152 = trunc i64 %151 to i32
  %153 = tail call ptr @memcpy(ptr noundef nonnull %146, ptr noundef %150, i32 noundef %152) #30
  %154 = getelementptr inbounds nuw i8, ptr %146, i32 %152
  %155 = ptrtoint ptr %154 to i32
  %156 = zext i32 %155 to i64
  %157 = load i64, ptr %20, align 8
  %158 = sub i64 %156, %157
  store i64 %158, ptr %21, align 8
  br label %422

159:                                              ; preds = %78
  %160 = load i64, ptr %16, align 8
  %161 = trunc i64 %160 to i32
  %162 = inttoptr i32 %161 to ptr
  %163 = getelementptr inbounds nuw i64, ptr %162, i32 %34
  %164 = load i64, ptr %163, align 8
  %165 = load i64, ptr %17, align 8
  %166 = trunc i64 %165 to i32
  %167 = inttoptr i32 %166 to ptr
  %168 = getelementptr inbounds nuw i64, ptr %167, i32 %34
  %169 = load i64, ptr %168, align 8
  %170 = sub i64 %169, %164
  %171 = getelementptr inbounds nuw i8, ptr %60, i32 8
  %172 = load i64, ptr %171, align 8
  %173 = tail call i64 @llvm.umin.i64(i64 %170, i64 %172)
  %174 = zext i32 %76 to i64
  %175 = tail call i64 @llvm.usub.sat.i64(i64 %174, i64 %71)
  %176 = sub i64 4294967295, %170
  %177 = icmp ult i64 %175, %176
  %178 = add i64 %170, %175
  %179 = trunc i64 %178 to i32
  %180 = select i1 %177, i32 %179, i32 -1
  %181 = icmp ugt i64 %173, 262144
  br i1 %181, label %182, label %185

182:                                              ; preds = %159
  %183 = load i64, ptr %27, align 8
  %184 = add i64 %183, 1
  store i64 %184, ptr %27, align 8
  br label %422

185:                                              ; preds = %159
  %186 = icmp eq i64 %173, 0
  br i1 %186, label %422, label %187

187:                                              ; preds = %185
  %188 = icmp eq i32 %79, 1
  %189 = load i64, ptr %18, align 8
  %190 = add i64 %189, %164
  br i1 %188, label %191, label %268

191:                                              ; preds = %187
  %192 = load i64, ptr %20, align 8
  %193 = trunc i64 %192 to i32
  %194 = inttoptr i32 %193 to ptr
  %195 = load i64, ptr %21, align 8
  %196 = trunc i64 %195 to i32
  %197 = getelementptr inbounds nuw i8, ptr %194, i32 %196
  %198 = load i64, ptr %25, align 8
  %199 = sub i64 %198, %195
  %200 = add nuw nsw i64 %173, 16
  %201 = icmp ult i64 %199, %200
  br i1 %201, label %419, label %202

202:                                              ; preds = %191
  %203 = load i64, ptr %19, align 8
  %204 = trunc i64 %203 to i32
  %205 = inttoptr i32 %204 to ptr
  %206 = getelementptr inbounds nuw i64, ptr %205, i32 %34
  %207 = load i64, ptr %206, align 8
  %208 = icmp ugt i64 %207, 4294967295999999999
  br i1 %208, label %209, label %212

209:                                              ; preds = %202
  %210 = load i64, ptr %26, align 8
  %211 = add i64 %210, 1
  store i64 %211, ptr %26, align 8
  br label %212

212:                                              ; preds = %209, %202
  %213 = phi i64 [ 0, %209 ], [ %207, %202 ]
  %214 = freeze i64 %213
  %215 = udiv i64 %214, 1000000000
  %216 = trunc nuw i64 %215 to i32
  br label %217

217:                                              ; preds = %217, %212
  %218 = phi i32 [ 0, %212 ], [ %224, %217 ]
  %219 = phi ptr [ %197, %212 ], [ %223, %217 ]
  %220 = shl nuw nsw i32 %218, 3
  %221 = lshr i32 %216, %220
  %222 = trunc i32 %221 to i8
  %223 = getelementptr inbounds nuw i8, ptr %219, i32 1
  store i8 %222, ptr %219, align 1
  %224 = add nuw nsw i32 %218, 1
  %225 = icmp eq i32 %224, 4
  br i1 %225, label %226, label %217, !llvm.loop !87

226:                                              ; preds = %217
  %227 = mul i64 %215, 1000000000
  %228 = sub i64 %214, %227
  %229 = trunc nuw nsw i64 %228 to i32
  br label %230

230:                                              ; preds = %230, %226
  %231 = phi i32 [ 0, %226 ], [ %237, %230 ]
  %232 = phi ptr [ %223, %226 ], [ %236, %230 ]
  %233 = shl nuw nsw i32 %231, 3
  %234 = lshr i32 %229, %233
  %235 = trunc i32 %234 to i8
  %236 = getelementptr inbounds nuw i8, ptr %232, i32 1
  store i8 %235, ptr %232, align 1
  %237 = add nuw nsw i32 %231, 1
  %238 = icmp eq i32 %237, 4
  br i1 %238, label %239, label %230, !llvm.loop !87

239:                                              ; preds = %230
  %240 = trunc nuw nsw i64 %173 to i32
  br label %241

241:                                              ; preds = %241, %239
  %242 = phi i32 [ 0, %239 ], [ %248, %241 ]
  %243 = phi ptr [ %236, %239 ], [ %247, %241 ]
  %244 = shl nuw nsw i32 %242, 3
  %245 = lshr i32 %240, %244
  %246 = trunc i32 %245 to i8
  %247 = getelementptr inbounds nuw i8, ptr %243, i32 1
  store i8 %246, ptr %243, align 1
  %248 = add nuw nsw i32 %242, 1
  %249 = icmp eq i32 %248, 4
  br i1 %249, label %250, label %241, !llvm.loop !87

250:                                              ; preds = %241, %250
  %251 = phi i32 [ %257, %250 ], [ 0, %241 ]
  %252 = phi ptr [ %256, %250 ], [ %247, %241 ]
  %253 = shl nuw nsw i32 %251, 3
  %254 = lshr i32 %180, %253
  %255 = trunc i32 %254 to i8
  %256 = getelementptr inbounds nuw i8, ptr %252, i32 1
  store i8 %255, ptr %252, align 1
  %257 = add nuw nsw i32 %251, 1
  %258 = icmp eq i32 %257, 4
  br i1 %258, label %259, label %250, !llvm.loop !87

259:                                              ; preds = %250
  %260 = trunc i64 %190 to i32
  %261 = inttoptr i32 %260 to ptr
  %262 = tail call ptr @memcpy(ptr noundef nonnull %256, ptr noundef %261, i32 noundef %240) #30
  %263 = getelementptr inbounds nuw i8, ptr %256, i32 %240
  %264 = ptrtoint ptr %263 to i32
  %265 = zext i32 %264 to i64
  %266 = load i64, ptr %20, align 8
  %267 = sub i64 %265, %266
  store i64 %267, ptr %21, align 8
  br label %422

268:                                              ; preds = %187
  %269 = load i64, ptr %19, align 8
  %270 = trunc i64 %269 to i32
  %271 = inttoptr i32 %270 to ptr
  %272 = getelementptr inbounds nuw i64, ptr %271, i32 %34
  %273 = load i64, ptr %272, align 8
  %274 = load i64, ptr %20, align 8
  %275 = trunc i64 %274 to i32
  %276 = inttoptr i32 %275 to ptr
  %277 = load i64, ptr %21, align 8
  %278 = trunc i64 %277 to i32
  %279 = getelementptr inbounds nuw i8, ptr %276, i32 %278
  %280 = sub nsw i64 0, %173
  %281 = and i64 %280, 3
  %282 = add nuw nsw i64 %173, 32
  %283 = add nuw nsw i64 %282, %281
  %284 = getelementptr inbounds nuw i8, ptr %60, i32 24
  %285 = load i64, ptr %284, align 8
  %286 = add i64 %283, %285
  %287 = load i64, ptr %22, align 8
  %288 = trunc i64 %287 to i32
  %289 = inttoptr i32 %288 to ptr
  %290 = getelementptr inbounds nuw i32, ptr %289, i32 %34
  %291 = load i32, ptr %290, align 4
  %292 = load i32, ptr %23, align 4
  %293 = icmp ult i32 %291, %292
  br i1 %293, label %294, label %419

294:                                              ; preds = %268
  %295 = load i64, ptr %24, align 8
  %296 = trunc i64 %295 to i32
  %297 = inttoptr i32 %296 to ptr
  %298 = getelementptr inbounds nuw i32, ptr %297, i32 %291
  %299 = load i32, ptr %298, align 4
  %300 = icmp eq i32 %299, -1
  br i1 %300, label %419, label %301

301:                                              ; preds = %294
  %302 = load i64, ptr %25, align 8
  %303 = sub i64 %302, %277
  %304 = icmp ult i64 %303, %286
  br i1 %304, label %419, label %305

305:                                              ; preds = %301
  %306 = icmp eq i64 %273, -1
  %307 = trunc i64 %273 to i32
  %308 = lshr i64 %273, 32
  %309 = trunc nuw i64 %308 to i32
  br i1 %306, label %310, label %313

310:                                              ; preds = %305
  %311 = load i64, ptr %26, align 8
  %312 = add i64 %311, 1
  store i64 %312, ptr %26, align 8
  br label %313

313:                                              ; preds = %310, %305
  %314 = phi i32 [ 0, %310 ], [ %307, %305 ]
  %315 = phi i32 [ 0, %310 ], [ %309, %305 ]
  br label %316

316:                                              ; preds = %316, %313
  %317 = phi i32 [ 0, %313 ], [ %323, %316 ]
  %318 = phi ptr [ %279, %313 ], [ %322, %316 ]
  %319 = shl nuw nsw i32 %317, 3
  %320 = lshr i32 6, %319
  %321 = trunc nuw nsw i32 %320 to i8
  %322 = getelementptr inbounds nuw i8, ptr %318, i32 1
  store i8 %321, ptr %318, align 1
  %323 = add nuw nsw i32 %317, 1
  %324 = icmp eq i32 %323, 4
  br i1 %324, label %325, label %316, !llvm.loop !87

325:                                              ; preds = %316
  %326 = trunc i64 %286 to i32
  br label %327

327:                                              ; preds = %327, %325
  %328 = phi i32 [ 0, %325 ], [ %334, %327 ]
  %329 = phi ptr [ %322, %325 ], [ %333, %327 ]
  %330 = shl nuw nsw i32 %328, 3
  %331 = lshr i32 %326, %330
  %332 = trunc i32 %331 to i8
  %333 = getelementptr inbounds nuw i8, ptr %329, i32 1
  store i8 %332, ptr %329, align 1
  %334 = add nuw nsw i32 %328, 1
  %335 = icmp eq i32 %334, 4
  br i1 %335, label %336, label %327, !llvm.loop !87

336:                                              ; preds = %327, %336
  %337 = phi i32 [ %343, %336 ], [ 0, %327 ]
  %338 = phi ptr [ %342, %336 ], [ %333, %327 ]
  %339 = shl nuw nsw i32 %337, 3
  %340 = lshr i32 %299, %339
  %341 = trunc i32 %340 to i8
  %342 = getelementptr inbounds nuw i8, ptr %338, i32 1
  store i8 %341, ptr %338, align 1
  %343 = add nuw nsw i32 %337, 1
  %344 = icmp eq i32 %343, 4
  br i1 %344, label %345, label %336, !llvm.loop !87

345:                                              ; preds = %336, %345
  %346 = phi i32 [ %352, %345 ], [ 0, %336 ]
  %347 = phi ptr [ %351, %345 ], [ %342, %336 ]
  %348 = shl nuw nsw i32 %346, 3
  %349 = lshr i32 %315, %348
  %350 = trunc i32 %349 to i8
  %351 = getelementptr inbounds nuw i8, ptr %347, i32 1
  store i8 %350, ptr %347, align 1
  %352 = add nuw nsw i32 %346, 1
  %353 = icmp eq i32 %352, 4
  br i1 %353, label %354, label %345, !llvm.loop !87

354:                                              ; preds = %345, %354
  %355 = phi i32 [ %361, %354 ], [ 0, %345 ]
  %356 = phi ptr [ %360, %354 ], [ %351, %345 ]
  %357 = shl nuw nsw i32 %355, 3
  %358 = lshr i32 %314, %357
  %359 = trunc i32 %358 to i8
  %360 = getelementptr inbounds nuw i8, ptr %356, i32 1
  store i8 %359, ptr %356, align 1
  %361 = add nuw nsw i32 %355, 1
  %362 = icmp eq i32 %361, 4
  br i1 %362, label %363, label %354, !llvm.loop !87

363:                                              ; preds = %354
  %364 = trunc nuw nsw i64 %173 to i32
  br label %365

365:                                              ; preds = %365, %363
  %366 = phi i32 [ 0, %363 ], [ %372, %365 ]
  %367 = phi ptr [ %360, %363 ], [ %371, %365 ]
  %368 = shl nuw nsw i32 %366, 3
  %369 = lshr i32 %364, %368
  %370 = trunc i32 %369 to i8
  %371 = getelementptr inbounds nuw i8, ptr %367, i32 1
  store i8 %370, ptr %367, align 1
  %372 = add nuw nsw i32 %366, 1
  %373 = icmp eq i32 %372, 4
  br i1 %373, label %374, label %365, !llvm.loop !87

374:                                              ; preds = %365, %374
  %375 = phi i32 [ %381, %374 ], [ 0, %365 ]
  %376 = phi ptr [ %380, %374 ], [ %371, %365 ]
  %377 = shl nuw nsw i32 %375, 3
  %378 = lshr i32 %180, %377
  %379 = trunc i32 %378 to i8
  %380 = getelementptr inbounds nuw i8, ptr %376, i32 1
  store i8 %379, ptr %376, align 1
  %381 = add nuw nsw i32 %375, 1
  %382 = icmp eq i32 %381, 4
  br i1 %382, label %383, label %374, !llvm.loop !87

383:                                              ; preds = %374
  %384 = trunc i64 %190 to i32
  %385 = inttoptr i32 %384 to ptr
  %386 = tail call ptr @memcpy(ptr noundef nonnull %380, ptr noundef %385, i32 noundef %364) #30
  %387 = getelementptr inbounds nuw i8, ptr %380, i32 %364
  %388 = icmp eq i64 %281, 0
  br i1 %388, label %395, label %389

389:                                              ; preds = %383, %389
  %390 = phi i64 [ %393, %389 ], [ %281, %383 ]
  %391 = phi ptr [ %392, %389 ], [ %387, %383 ]
  %392 = getelementptr inbounds nuw i8, ptr %391, i32 1
  store i8 0, ptr %391, align 1
  %393 = add nsw i64 %390, -1
  %394 = icmp eq i64 %393, 0
  br i1 %394, label %395, label %389, !llvm.loop !88

395:                                              ; preds = %389, %383
  %396 = phi ptr [ %387, %383 ], [ %392, %389 ]
  %397 = getelementptr inbounds nuw i8, ptr %60, i32 16
  %398 = load i64, ptr %397, align 8
  %399 = trunc i64 %398 to i32
  %400 = inttoptr i32 %399 to ptr
  %401 = load i64, ptr %284, align 8
  %402 = trunc i64 %401 to i32
  %403 = tail call ptr @memcpy(ptr noundef nonnull %396, ptr noundef %400, i32 noundef %402) #30
  %404 = getelementptr inbounds nuw i8, ptr %396, i32 %402
  br label %405

405:                                              ; preds = %405, %395
  %406 = phi i32 [ 0, %395 ], [ %412, %405 ]
  %407 = phi ptr [ %404, %395 ], [ %411, %405 ]
  %408 = shl nuw nsw i32 %406, 3
  %409 = lshr i32 %326, %408
  %410 = trunc i32 %409 to i8
  %411 = getelementptr inbounds nuw i8, ptr %407, i32 1
  store i8 %410, ptr %407, align 1
  %412 = add nuw nsw i32 %406, 1
  %413 = icmp eq i32 %412, 4
  br i1 %413, label %414, label %405, !llvm.loop !87

414:                                              ; preds = %405
  %415 = ptrtoint ptr %411 to i32
  %416 = zext i32 %415 to i64
  %417 = load i64, ptr %20, align 8
  %418 = sub i64 %416, %417
  store i64 %418, ptr %21, align 8
  br label %422

419:                                              ; preds = %59, %81, %191, %294, %301, %268
  %420 = phi i32 [ 3, %268 ], [ 1, %301 ], [ 3, %294 ], [ 1, %191 ], [ 1, %81 ], [ 2, %59 ]
  %421 = zext nneg i32 %420 to i64
  br label %427

422:                                              ; preds = %144, %182, %185, %259, %414
  %423 = load i64, ptr %4, align 8
  %424 = add i64 %423, 1
  store i64 %424, ptr %4, align 8
  %425 = load i64, ptr %5, align 8
  %426 = icmp ult i64 %424, %425
  br i1 %426, label %29, label %427, !llvm.loop !89

427:                                              ; preds = %422, %1, %419
  %428 = phi i64 [ %421, %419 ], [ 0, %1 ], [ 0, %422 ]
  ret i64 %428
}

; Function Attrs: nounwind
define hidden i64 @pp_frame(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, ptr noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %8 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %9 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %10 = load i64, ptr %4, align 8
  br label %11

11:                                               ; preds = %3, %154
  %12 = phi i64 [ %10, %3 ], [ %155, %154 ]
  %13 = phi i64 [ %10, %3 ], [ %156, %154 ]
  %14 = phi i1 [ true, %3 ], [ false, %154 ]
  %15 = icmp eq i64 %13, 0
  br i1 %15, label %154, label %16

16:                                               ; preds = %11, %150
  %17 = phi i64 [ %151, %150 ], [ %12, %11 ]
  %18 = phi i64 [ %152, %150 ], [ 0, %11 ]
  %19 = load i64, ptr %1, align 8
  %20 = trunc i64 %19 to i32
  %21 = inttoptr i32 %20 to ptr
  %22 = load i64, ptr %5, align 8
  %23 = trunc i64 %22 to i32
  %24 = inttoptr i32 %23 to ptr
  %25 = trunc i64 %18 to i32
  %26 = getelementptr inbounds nuw i32, ptr %24, i32 %25
  %27 = load i32, ptr %26, align 4
  %28 = getelementptr inbounds nuw %struct.link_form, ptr %21, i32 %27
  %29 = load i64, ptr %0, align 8
  %30 = trunc i64 %29 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = getelementptr inbounds nuw i64, ptr %31, i32 %25
  %33 = icmp eq i64 %18, 0
  %34 = load i64, ptr %6, align 8
  %35 = trunc i64 %34 to i32
  %36 = inttoptr i32 %35 to ptr
  br i1 %33, label %42, label %37

37:                                               ; preds = %16
  %38 = getelementptr i64, ptr %36, i32 %25
  %39 = getelementptr i8, ptr %38, i32 -8
  %40 = load i64, ptr %39, align 8
  %41 = add i64 %40, 14
  br label %42

42:                                               ; preds = %37, %16
  %43 = phi i64 [ %41, %37 ], [ 14, %16 ]
  %44 = load i64, ptr %7, align 8
  %45 = trunc i64 %44 to i32
  %46 = inttoptr i32 %45 to ptr
  %47 = getelementptr inbounds nuw i32, ptr %46, i32 %25
  %48 = getelementptr inbounds nuw i64, ptr %36, i32 %25
  %49 = load i64, ptr %48, align 8
  %50 = load i64, ptr %32, align 8
  %51 = load i32, ptr %28, align 4
  %52 = icmp eq i32 %51, 0
  br i1 %52, label %150, label %53

53:                                               ; preds = %42
  %54 = sub i64 %49, %50
  %55 = load i32, ptr %47, align 4
  %56 = zext i32 %55 to i64
  %57 = tail call i64 @llvm.umax.i64(i64 %54, i64 %56)
  %58 = trunc i64 %57 to i32
  %59 = trunc i64 %50 to i32
  %60 = getelementptr inbounds nuw i8, ptr %2, i32 %59
  %61 = getelementptr inbounds nuw i8, ptr %28, i32 4
  %62 = load i32, ptr %61, align 4
  %63 = zext i32 %62 to i64
  %64 = icmp ult i64 %54, %63
  br i1 %64, label %157, label %65

65:                                               ; preds = %53
  switch i32 %51, label %157 [
    i32 1, label %66
    i32 3, label %83
    i32 2, label %116
  ]

66:                                               ; preds = %65
  %67 = getelementptr inbounds nuw i8, ptr %28, i32 8
  %68 = load i32, ptr %67, align 4
  %69 = getelementptr inbounds nuw i8, ptr %60, i32 %68
  %70 = load i8, ptr %69, align 1
  %71 = zext i8 %70 to i32
  %72 = shl nuw nsw i32 %71, 8
  %73 = getelementptr inbounds nuw i8, ptr %69, i32 1
  %74 = load i8, ptr %73, align 1
  %75 = zext i8 %74 to i32
  %76 = or disjoint i32 %72, %75
  %77 = icmp eq i32 %76, 4
  br i1 %77, label %80, label %78

78:                                               ; preds = %66
  %79 = icmp ugt i8 %70, 5
  br i1 %79, label %128, label %157

80:                                               ; preds = %66
  %81 = sub i32 %58, %62
  %82 = tail call i32 @llvm.umin.i32(i32 %81, i32 1535)
  br label %128

83:                                               ; preds = %65
  %84 = load i8, ptr %60, align 1
  %85 = zext i8 %84 to i32
  %86 = getelementptr inbounds nuw i8, ptr %60, i32 1
  %87 = load i8, ptr %86, align 1
  %88 = zext i8 %87 to i32
  %89 = shl nuw nsw i32 %88, 8
  %90 = getelementptr inbounds nuw i8, ptr %60, i32 2
  %91 = load i8, ptr %90, align 1
  %92 = zext i8 %91 to i32
  %93 = shl nuw nsw i32 %92, 16
  %94 = getelementptr inbounds nuw i8, ptr %60, i32 3
  %95 = load i8, ptr %94, align 1
  %96 = zext i8 %95 to i32
  %97 = shl nuw i32 %96, 24
  %98 = or disjoint i32 %89, %93
  %99 = or disjoint i32 %98, %97
  %100 = or disjoint i32 %99, %85
  %101 = shl nuw i32 %85, 24
  %102 = shl nuw nsw i32 %88, 16
  %103 = or disjoint i32 %102, %101
  %104 = shl nuw nsw i32 %92, 8
  %105 = or disjoint i32 %103, %104
  %106 = or disjoint i32 %105, %96
  %107 = tail call i32 @llvm.umin.i32(i32 %100, i32 %106)
  %108 = icmp ult i32 %107, 256
  br i1 %108, label %109, label %157

109:                                              ; preds = %83
  %110 = load i64, ptr %9, align 8
  %111 = trunc i64 %110 to i32
  %112 = inttoptr i32 %111 to ptr
  %113 = getelementptr inbounds nuw i16, ptr %112, i32 %107
  %114 = load i16, ptr %113, align 2
  %115 = zext i16 %114 to i32
  br label %128

116:                                              ; preds = %65
  %117 = icmp eq i64 %49, %50
  br i1 %117, label %157, label %118

118:                                              ; preds = %116
  %119 = load i64, ptr %8, align 8
  %120 = trunc i64 %119 to i32
  %121 = inttoptr i32 %120 to ptr
  %122 = load i8, ptr %60, align 1
  %123 = lshr i8 %122, 4
  %124 = zext nneg i8 %123 to i32
  %125 = getelementptr inbounds nuw i16, ptr %121, i32 %124
  %126 = load i16, ptr %125, align 2
  %127 = zext i16 %126 to i32
  br label %128

128:                                              ; preds = %118, %109, %80, %78
  %129 = phi i32 [ %127, %118 ], [ %82, %80 ], [ %115, %109 ], [ %76, %78 ]
  %130 = icmp eq i32 %129, 0
  %131 = add i64 %50, %63
  %132 = icmp ult i64 %131, %43
  %133 = select i1 %130, i1 true, i1 %132
  br i1 %133, label %157, label %134

134:                                              ; preds = %128
  br i1 %14, label %150, label %135

135:                                              ; preds = %134
  %136 = add i64 %50, -14
  %137 = add i64 %136, %63
  store i64 %137, ptr %32, align 8
  %138 = trunc i64 %137 to i32
  %139 = getelementptr inbounds nuw i8, ptr %2, i32 %138
  %140 = tail call ptr @memset(ptr noundef %139, i32 noundef 0, i32 noundef 12) #30
  %141 = lshr i32 %129, 8
  %142 = trunc nuw i32 %141 to i8
  %143 = getelementptr inbounds nuw i8, ptr %139, i32 12
  store i8 %142, ptr %143, align 1
  %144 = trunc i32 %129 to i8
  %145 = getelementptr inbounds nuw i8, ptr %139, i32 13
  store i8 %144, ptr %145, align 1
  %146 = load i32, ptr %61, align 4
  %147 = sub i32 %58, %146
  %148 = tail call i32 @llvm.uadd.sat.i32(i32 %147, i32 14)
  store i32 %148, ptr %47, align 4
  %149 = load i64, ptr %4, align 8
  br label %150

150:                                              ; preds = %135, %134, %42
  %151 = phi i64 [ %149, %135 ], [ %17, %134 ], [ %17, %42 ]
  %152 = add nuw i64 %18, 1
  %153 = icmp ult i64 %152, %151
  br i1 %153, label %16, label %154, !llvm.loop !90

154:                                              ; preds = %150, %11
  %155 = phi i64 [ %12, %11 ], [ %151, %150 ]
  %156 = phi i64 [ 0, %11 ], [ %151, %150 ]
  br i1 %14, label %11, label %157, !llvm.loop !91

157:                                              ; preds = %154, %78, %65, %116, %53, %83, %128
  %158 = phi i64 [ %18, %78 ], [ %18, %128 ], [ %18, %83 ], [ %18, %53 ], [ %18, %116 ], [ %18, %65 ], [ %155, %154 ]
  ret i64 %158
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_sk_redirect_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  %8 = trunc i64 %3 to i32
  store i32 %8, ptr %7, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %9 = icmp ult i64 %4, 2
  br i1 %9, label %10, label %53

10:                                               ; preds = %5
  %11 = ptrtoint ptr %7 to i32
  %12 = zext i32 %11 to i64
  %13 = call fastcc i32 @find_socket(i64 noundef %2, i64 noundef %12, ptr noundef %6) #28
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %53, label %15

15:                                               ; preds = %10
  %16 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %17 = load i32, ptr %16, align 4
  switch i32 %17, label %36 [
    i32 2, label %18
    i32 10, label %18
  ]

18:                                               ; preds = %15, %15
  %19 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %20 = load i32, ptr %19, align 8
  %21 = icmp eq i32 %20, 1
  br i1 %21, label %26, label %22

22:                                               ; preds = %18
  %23 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %24 = load i32, ptr %23, align 8
  %25 = icmp eq i32 %24, 1
  br i1 %25, label %45, label %53

26:                                               ; preds = %18
  %27 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %28 = load i32, ptr %27, align 4
  %29 = freeze i32 %28
  %30 = icmp eq i32 %29, 6
  %31 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %32 = load i32, ptr %31, align 8
  %33 = icmp eq i32 %32, 10
  %34 = icmp ne i32 %32, 1
  %35 = select i1 %30, i1 %33, i1 %34
  br i1 %35, label %53, label %45

36:                                               ; preds = %15
  %37 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %38 = load i32, ptr %37, align 8
  %39 = icmp ne i32 %38, 1
  %40 = icmp eq i32 %17, 40
  br i1 %40, label %41, label %44

41:                                               ; preds = %36
  %42 = icmp ne i64 %4, 0
  %43 = or i1 %42, %39
  br i1 %43, label %53, label %45

44:                                               ; preds = %36
  br i1 %39, label %53, label %45

45:                                               ; preds = %22, %26, %41, %44
  %46 = getelementptr inbounds nuw i8, ptr %6, i32 80
  %47 = load i64, ptr %46, align 8
  %48 = trunc i64 %47 to i32
  %49 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 2, ptr %49, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %48, ptr %50, align 4
  %51 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 %2, ptr %51, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 %4, ptr %52, align 8
  br label %53

53:                                               ; preds = %22, %26, %41, %5, %10, %44, %45
  %54 = phi i64 [ 1, %45 ], [ 0, %5 ], [ 0, %10 ], [ 0, %44 ], [ 0, %41 ], [ 0, %26 ], [ 0, %22 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  ret i64 %54
}

; Function Attrs: nounwind
define internal fastcc range(i64 0, 2) i64 @send_to(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef range(i32 0, 2) %4) unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %7 = icmp ult i64 %3, 2
  br i1 %7, label %8, label %72

8:                                                ; preds = %5
  %9 = call fastcc i32 @find_socket(i64 noundef %1, i64 noundef %2, ptr noundef %6) #28
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %72, label %11

11:                                               ; preds = %8
  %12 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %13 = load i32, ptr %12, align 4
  switch i32 %13, label %32 [
    i32 2, label %14
    i32 10, label %14
  ]

14:                                               ; preds = %11, %11
  %15 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 1
  br i1 %17, label %22, label %18

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %20 = load i32, ptr %19, align 8
  %21 = icmp ne i32 %20, 1
  br label %42

22:                                               ; preds = %14
  %23 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %24 = load i32, ptr %23, align 4
  %25 = freeze i32 %24
  %26 = icmp eq i32 %25, 6
  %27 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %28 = load i32, ptr %27, align 8
  %29 = icmp eq i32 %28, 10
  %30 = icmp ne i32 %28, 1
  %31 = select i1 %26, i1 %29, i1 %30
  br label %42

32:                                               ; preds = %11
  %33 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %34 = load i32, ptr %33, align 8
  %35 = icmp ne i32 %34, 1
  %36 = icmp eq i32 %13, 40
  br i1 %36, label %37, label %42

37:                                               ; preds = %32
  %38 = icmp ne i32 %4, 0
  %39 = icmp ne i64 %3, 0
  %40 = or i1 %39, %38
  %41 = or i1 %40, %35
  br label %42

42:                                               ; preds = %22, %18, %37, %32
  %43 = phi i1 [ %41, %37 ], [ %35, %32 ], [ %21, %18 ], [ %31, %22 ]
  %44 = zext i1 %43 to i32
  %45 = icmp eq i32 %4, 0
  %46 = icmp ne i64 %3, 0
  %47 = or i1 %46, %45
  br i1 %47, label %61, label %48

48:                                               ; preds = %42
  switch i32 %13, label %58 [
    i32 2, label %49
    i32 10, label %49
  ]

49:                                               ; preds = %48, %48
  %50 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %51 = load i32, ptr %50, align 8
  %52 = icmp eq i32 %51, 1
  br i1 %52, label %53, label %58

53:                                               ; preds = %49
  %54 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %55 = load i32, ptr %54, align 4
  %56 = icmp ne i32 %55, 6
  %57 = zext i1 %56 to i32
  br label %58

58:                                               ; preds = %48, %49, %53
  %59 = phi i32 [ 1, %49 ], [ 1, %48 ], [ %57, %53 ]
  %60 = or i32 %59, %44
  br label %61

61:                                               ; preds = %58, %42
  %62 = phi i32 [ %44, %42 ], [ %60, %58 ]
  %63 = icmp eq i32 %62, 0
  br i1 %63, label %64, label %72

64:                                               ; preds = %61
  %65 = getelementptr inbounds nuw i8, ptr %6, i32 80
  %66 = load i64, ptr %65, align 8
  %67 = trunc i64 %66 to i32
  %68 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 2, ptr %68, align 8
  %69 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %67, ptr %69, align 4
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 %1, ptr %70, align 8
  %71 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 %3, ptr %71, align 8
  br label %72

72:                                               ; preds = %61, %5, %8, %64
  %73 = phi i64 [ 1, %64 ], [ 0, %5 ], [ 0, %8 ], [ 0, %61 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %73
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_msg_redirect_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %7 = trunc i64 %3 to i32
  store i32 %7, ptr %6, align 4
  %8 = ptrtoint ptr %6 to i32
  %9 = zext i32 %8 to i64
  %10 = call fastcc i64 @send_to(ptr noundef %0, i64 noundef %2, i64 noundef %9, i64 noundef %4, i32 noundef 1) #28
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %10
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_sk_redirect_hash(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %7 = icmp ult i64 %4, 2
  br i1 %7, label %8, label %49

8:                                                ; preds = %5
  %9 = call fastcc i32 @find_socket(i64 noundef %2, i64 noundef %3, ptr noundef %6) #28
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %49, label %11

11:                                               ; preds = %8
  %12 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %13 = load i32, ptr %12, align 4
  switch i32 %13, label %32 [
    i32 2, label %14
    i32 10, label %14
  ]

14:                                               ; preds = %11, %11
  %15 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 1
  br i1 %17, label %22, label %18

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %20 = load i32, ptr %19, align 8
  %21 = icmp eq i32 %20, 1
  br i1 %21, label %41, label %49

22:                                               ; preds = %14
  %23 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %24 = load i32, ptr %23, align 4
  %25 = freeze i32 %24
  %26 = icmp eq i32 %25, 6
  %27 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %28 = load i32, ptr %27, align 8
  %29 = icmp eq i32 %28, 10
  %30 = icmp ne i32 %28, 1
  %31 = select i1 %26, i1 %29, i1 %30
  br i1 %31, label %49, label %41

32:                                               ; preds = %11
  %33 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %34 = load i32, ptr %33, align 8
  %35 = icmp ne i32 %34, 1
  %36 = icmp eq i32 %13, 40
  br i1 %36, label %37, label %40

37:                                               ; preds = %32
  %38 = icmp ne i64 %4, 0
  %39 = or i1 %38, %35
  br i1 %39, label %49, label %41

40:                                               ; preds = %32
  br i1 %35, label %49, label %41

41:                                               ; preds = %18, %22, %37, %40
  %42 = getelementptr inbounds nuw i8, ptr %6, i32 80
  %43 = load i64, ptr %42, align 8
  %44 = trunc i64 %43 to i32
  %45 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 2, ptr %45, align 8
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %44, ptr %46, align 4
  %47 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 %2, ptr %47, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 %4, ptr %48, align 8
  br label %49

49:                                               ; preds = %18, %22, %37, %5, %8, %40, %41
  %50 = phi i64 [ 1, %41 ], [ 0, %5 ], [ 0, %8 ], [ 0, %40 ], [ 0, %37 ], [ 0, %22 ], [ 0, %18 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %50
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_msg_redirect_hash(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call fastcc i64 @send_to(ptr noundef %0, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef 1) #28
  ret i64 %6
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_sk_select_reuseport(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  %7 = call fastcc i32 @find_socket(i64 noundef %2, i64 noundef %3, ptr noundef %6) #28
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %42, label %9

9:                                                ; preds = %5
  %10 = trunc i64 %2 to i32
  %11 = inttoptr i32 %10 to ptr
  %12 = load i32, ptr %11, align 8
  %13 = icmp eq i32 %12, 20
  br i1 %13, label %34, label %14

14:                                               ; preds = %9
  %15 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %16 = load i32, ptr %15, align 4
  switch i32 %16, label %42 [
    i32 2, label %17
    i32 10, label %17
  ]

17:                                               ; preds = %14, %14
  %18 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %19 = load i32, ptr %18, align 8
  %20 = icmp eq i32 %19, 2
  %21 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %22 = load i32, ptr %21, align 4
  %23 = icmp eq i32 %22, 17
  %24 = select i1 %20, i1 %23, i1 false
  br i1 %24, label %34, label %25

25:                                               ; preds = %17
  switch i32 %16, label %42 [
    i32 2, label %26
    i32 10, label %26
  ]

26:                                               ; preds = %25, %25
  %27 = icmp eq i32 %19, 1
  br i1 %27, label %28, label %42

28:                                               ; preds = %26
  %29 = icmp eq i32 %22, 6
  %30 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %31 = load i32, ptr %30, align 8
  %32 = icmp eq i32 %31, 10
  %33 = select i1 %29, i1 %32, i1 false
  br i1 %33, label %34, label %42

34:                                               ; preds = %17, %28, %9
  %35 = getelementptr inbounds nuw i8, ptr %6, i32 80
  %36 = load i64, ptr %35, align 8
  %37 = trunc i64 %36 to i32
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 2, ptr %38, align 8
  %39 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %37, ptr %39, align 4
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 %2, ptr %40, align 8
  %41 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 0, ptr %41, align 8
  br label %42

42:                                               ; preds = %14, %25, %26, %28, %5, %34
  %43 = phi i64 [ 0, %34 ], [ -2, %5 ], [ -22, %28 ], [ -22, %26 ], [ -22, %25 ], [ -22, %14 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %43
}

; Function Attrs: nounwind
define internal fastcc range(i32 0, 2) i32 @find_socket(i64 noundef %0, i64 noundef %1, ptr noundef nonnull writeonly captures(none) %2) unnamed_addr #0 {
  %4 = trunc i64 %0 to i32
  %5 = inttoptr i32 %4 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %5, i32 88
  %7 = atomicrmw xchg ptr %6, i32 1 acquire, align 8
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %27, label %13

9:                                                ; preds = %24, %13
  %10 = phi i32 [ %14, %13 ], [ %19, %24 ]
  %11 = atomicrmw xchg ptr %6, i32 1 acquire, align 8
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %27, label %13, !llvm.loop !21

13:                                               ; preds = %3, %9
  %14 = phi i32 [ %10, %9 ], [ 0, %3 ]
  %15 = load atomic i32, ptr %6 monotonic, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %9, label %17

17:                                               ; preds = %13, %24
  %18 = phi i32 [ %19, %24 ], [ %14, %13 ]
  %19 = add i32 %18, 1
  %20 = and i32 %19, 255
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %22, label %24

22:                                               ; preds = %17
  %23 = tail call i32 @sched_yield() #30
  br label %24

24:                                               ; preds = %22, %17
  %25 = load atomic i32, ptr %6 monotonic, align 8
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %9, label %17, !llvm.loop !22

27:                                               ; preds = %9, %3
  %28 = trunc i64 %1 to i32
  %29 = inttoptr i32 %28 to ptr
  %30 = getelementptr inbounds nuw i8, ptr %5, i32 104
  %31 = load i32, ptr %30, align 8
  %32 = zext i32 %31 to i64
  %33 = getelementptr inbounds nuw i8, ptr %5, i32 4
  %34 = load i32, ptr %33, align 4
  %35 = mul nuw i64 %32, 4294967297
  %36 = xor i64 %35, -7046029254386353131
  %37 = or i64 %36, 1
  %38 = icmp ugt i32 %34, 7
  br i1 %38, label %39, label %56

39:                                               ; preds = %27
  %40 = zext i64 %37 to i128
  br label %41

41:                                               ; preds = %41, %39
  %42 = phi ptr [ %29, %39 ], [ %54, %41 ]
  %43 = phi i32 [ %34, %39 ], [ %53, %41 ]
  %44 = phi i64 [ %36, %39 ], [ %52, %41 ]
  %45 = load i64, ptr %42, align 1
  %46 = xor i64 %45, %44
  %47 = mul i64 %46, %37
  %48 = zext i64 %46 to i128
  %49 = mul nuw i128 %48, %40
  %50 = lshr i128 %49, 64
  %51 = trunc nuw i128 %50 to i64
  %52 = xor i64 %47, %51
  %53 = add i32 %43, -8
  %54 = getelementptr inbounds nuw i8, ptr %42, i32 8
  %55 = icmp ugt i32 %53, 7
  br i1 %55, label %41, label %56, !llvm.loop !15

56:                                               ; preds = %41, %27
  %57 = phi i64 [ %36, %27 ], [ %52, %41 ]
  %58 = phi i32 [ %34, %27 ], [ %53, %41 ]
  %59 = phi ptr [ %29, %27 ], [ %54, %41 ]
  %60 = icmp eq i32 %58, 0
  br i1 %60, label %93, label %61

61:                                               ; preds = %56
  %62 = icmp samesign ult i32 %58, 4
  br i1 %62, label %67, label %63

63:                                               ; preds = %61
  %64 = load i32, ptr %59, align 1
  %65 = zext i32 %64 to i64
  %66 = getelementptr inbounds nuw i8, ptr %59, i32 4
  br label %67

67:                                               ; preds = %63, %61
  %68 = phi i64 [ %65, %63 ], [ 0, %61 ]
  %69 = phi ptr [ %66, %63 ], [ %59, %61 ]
  %70 = and i32 %58, 3
  %71 = icmp eq i32 %70, 0
  br i1 %71, label %83, label %72

72:                                               ; preds = %67, %72
  %73 = phi ptr [ %81, %72 ], [ %69, %67 ]
  %74 = phi i64 [ %79, %72 ], [ %68, %67 ]
  %75 = phi i32 [ %80, %72 ], [ %70, %67 ]
  %76 = shl i64 %74, 8
  %77 = load i8, ptr %73, align 1
  %78 = zext i8 %77 to i64
  %79 = or disjoint i64 %76, %78
  %80 = add nsw i32 %75, -1
  %81 = getelementptr inbounds nuw i8, ptr %73, i32 1
  %82 = icmp eq i32 %80, 0
  br i1 %82, label %83, label %72, !llvm.loop !16

83:                                               ; preds = %72, %67
  %84 = phi i64 [ %68, %67 ], [ %79, %72 ]
  %85 = xor i64 %84, %57
  %86 = mul i64 %85, %37
  %87 = zext i64 %85 to i128
  %88 = zext i64 %37 to i128
  %89 = mul nuw i128 %87, %88
  %90 = lshr i128 %89, 64
  %91 = trunc nuw i128 %90 to i64
  %92 = xor i64 %86, %91
  br label %93

93:                                               ; preds = %56, %83
  %94 = phi i64 [ %92, %83 ], [ %57, %56 ]
  %95 = mul i64 %94, -7046029254386353131
  %96 = lshr i64 %95, 32
  %97 = trunc nuw i64 %96 to i32
  %98 = getelementptr inbounds nuw i8, ptr %5, i32 64
  %99 = load i64, ptr %98, align 8
  %100 = trunc i64 %99 to i32
  %101 = inttoptr i32 %100 to ptr
  %102 = getelementptr inbounds nuw i8, ptr %5, i32 72
  %103 = load i64, ptr %102, align 8
  %104 = trunc i64 %103 to i32
  %105 = inttoptr i32 %104 to ptr
  %106 = getelementptr inbounds nuw i8, ptr %5, i32 24
  %107 = load i32, ptr %106, align 8
  %108 = getelementptr inbounds nuw i8, ptr %5, i32 56
  %109 = load i64, ptr %108, align 8
  %110 = trunc i64 %109 to i32
  %111 = inttoptr i32 %110 to ptr
  %112 = getelementptr inbounds nuw i8, ptr %5, i32 28
  %113 = load i32, ptr %112, align 4
  %114 = and i32 %113, %97
  %115 = getelementptr inbounds nuw i32, ptr %111, i32 %114
  %116 = load atomic i32, ptr %115 monotonic, align 4
  %117 = icmp eq i32 %116, 0
  br i1 %117, label %184, label %118

118:                                              ; preds = %93
  %119 = getelementptr inbounds nuw i8, ptr %5, i32 48
  %120 = getelementptr inbounds nuw i8, ptr %5, i32 20
  br label %121

121:                                              ; preds = %168, %118
  %122 = phi i32 [ %107, %118 ], [ %171, %168 ]
  %123 = phi i32 [ %116, %118 ], [ %170, %168 ]
  %124 = icmp ule i32 %123, %107
  %125 = icmp ne i32 %122, 0
  %126 = select i1 %124, i1 %125, i1 false
  br i1 %126, label %127, label %184

127:                                              ; preds = %121
  %128 = add i32 %123, -1
  %129 = getelementptr inbounds nuw i32, ptr %105, i32 %128
  %130 = load i32, ptr %129, align 4
  %131 = icmp eq i32 %130, %97
  br i1 %131, label %132, label %168

132:                                              ; preds = %127
  %133 = load i64, ptr %119, align 8
  %134 = trunc i64 %133 to i32
  %135 = inttoptr i32 %134 to ptr
  %136 = load i32, ptr %120, align 4
  %137 = mul i32 %136, %128
  %138 = getelementptr inbounds nuw i8, ptr %135, i32 %137
  br i1 %38, label %144, label %139

139:                                              ; preds = %151, %132
  %140 = phi ptr [ %138, %132 ], [ %154, %151 ]
  %141 = phi i32 [ %34, %132 ], [ %152, %151 ]
  %142 = phi ptr [ %29, %132 ], [ %153, %151 ]
  %143 = icmp eq i32 %141, 0
  br i1 %143, label %173, label %156

144:                                              ; preds = %132, %151
  %145 = phi ptr [ %153, %151 ], [ %29, %132 ]
  %146 = phi i32 [ %152, %151 ], [ %34, %132 ]
  %147 = phi ptr [ %154, %151 ], [ %138, %132 ]
  %148 = load i64, ptr %145, align 1
  %149 = load i64, ptr %147, align 1
  %150 = icmp eq i64 %148, %149
  br i1 %150, label %151, label %168

151:                                              ; preds = %144
  %152 = add i32 %146, -8
  %153 = getelementptr inbounds nuw i8, ptr %145, i32 8
  %154 = getelementptr inbounds nuw i8, ptr %147, i32 8
  %155 = icmp ugt i32 %152, 7
  br i1 %155, label %144, label %139, !llvm.loop !17

156:                                              ; preds = %139, %163
  %157 = phi ptr [ %165, %163 ], [ %142, %139 ]
  %158 = phi i32 [ %164, %163 ], [ %141, %139 ]
  %159 = phi ptr [ %166, %163 ], [ %140, %139 ]
  %160 = load i8, ptr %157, align 1
  %161 = load i8, ptr %159, align 1
  %162 = icmp eq i8 %160, %161
  br i1 %162, label %163, label %168

163:                                              ; preds = %156
  %164 = add nsw i32 %158, -1
  %165 = getelementptr inbounds nuw i8, ptr %157, i32 1
  %166 = getelementptr inbounds nuw i8, ptr %159, i32 1
  %167 = icmp eq i32 %164, 0
  br i1 %167, label %173, label %156, !llvm.loop !18

168:                                              ; preds = %144, %156, %127
  %169 = getelementptr inbounds nuw i32, ptr %101, i32 %128
  %170 = load atomic i32, ptr %169 monotonic, align 4
  %171 = add i32 %122, -1
  %172 = icmp eq i32 %170, 0
  br i1 %172, label %184, label %121, !llvm.loop !19

173:                                              ; preds = %139, %163
  %174 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %175 = load i64, ptr %174, align 8
  %176 = zext i32 %128 to i64
  %177 = getelementptr inbounds nuw i8, ptr %5, i32 16
  %178 = load i32, ptr %177, align 8
  %179 = zext i32 %178 to i64
  %180 = mul nuw i64 %179, %176
  %181 = add i64 %180, %175
  %182 = trunc i64 %181 to i32
  %183 = inttoptr i32 %182 to ptr
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(88) %2, ptr noundef nonnull align 1 dereferenceable(88) %183, i32 88, i1 false)
  br label %184

184:                                              ; preds = %121, %168, %93, %173
  %185 = phi i32 [ 0, %93 ], [ 1, %173 ], [ 0, %168 ], [ 0, %121 ]
  store atomic i32 0, ptr %6 release, align 8
  ret i32 %185
}

; Function Attrs: nounwind
define hidden range(i64 -95, 1) i64 @pp_sock_map_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i32, align 4
  %7 = alloca %struct.socket, align 8
  %8 = trunc i64 %1 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = load i32, ptr %9, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  store i32 0, ptr %7, align 8
  %11 = getelementptr inbounds nuw i8, ptr %7, i32 4
  %12 = add i32 %8, 20
  %13 = inttoptr i32 %12 to ptr
  %14 = load i32, ptr %13, align 1
  store i32 %14, ptr %11, align 4
  %15 = getelementptr inbounds nuw i8, ptr %7, i32 8
  store i32 1, ptr %15, align 8
  %16 = getelementptr inbounds nuw i8, ptr %7, i32 12
  store i32 6, ptr %16, align 4
  %17 = getelementptr inbounds nuw i8, ptr %7, i32 16
  store i32 0, ptr %17, align 8
  %18 = getelementptr inbounds nuw i8, ptr %7, i32 20
  store i32 0, ptr %18, align 4
  %19 = getelementptr inbounds nuw i8, ptr %7, i32 24
  %20 = add i32 %8, 28
  %21 = inttoptr i32 %20 to ptr
  %22 = load i32, ptr %21, align 1
  store i32 %22, ptr %19, align 8
  %23 = getelementptr inbounds nuw i8, ptr %7, i32 28
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(16) %23, i8 0, i32 16, i1 false)
  %24 = getelementptr inbounds nuw i8, ptr %7, i32 44
  %25 = add i32 %8, 68
  %26 = inttoptr i32 %25 to ptr
  %27 = load i32, ptr %26, align 1
  store i32 %27, ptr %24, align 4
  %28 = getelementptr inbounds nuw i8, ptr %7, i32 48
  %29 = add i32 %8, 66
  %30 = inttoptr i32 %29 to ptr
  %31 = load i16, ptr %30, align 1
  store i16 %31, ptr %28, align 8
  %32 = getelementptr inbounds nuw i8, ptr %7, i32 50
  store i16 0, ptr %32, align 2
  %33 = getelementptr inbounds nuw i8, ptr %7, i32 52
  %34 = add i32 %8, 24
  %35 = inttoptr i32 %34 to ptr
  %36 = load i32, ptr %35, align 1
  store i32 %36, ptr %33, align 4
  %37 = getelementptr inbounds nuw i8, ptr %7, i32 56
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %37, i8 0, i32 16, i1 false)
  %38 = getelementptr inbounds nuw i8, ptr %7, i32 72
  %39 = add i32 %8, 88
  %40 = inttoptr i32 %39 to ptr
  %41 = load i32, ptr %40, align 1
  store i32 %41, ptr %38, align 8
  %42 = getelementptr inbounds nuw i8, ptr %7, i32 76
  store i32 -1, ptr %42, align 4
  %43 = getelementptr inbounds nuw i8, ptr %7, i32 80
  store i64 0, ptr %43, align 8
  switch i32 %10, label %129 [
    i32 11, label %44
    i32 5, label %44
    i32 4, label %44
  ]

44:                                               ; preds = %5, %5, %5
  %45 = add i32 %8, 48
  %46 = add i32 %8, 32
  br label %55

47:                                               ; preds = %55
  %48 = load i32, ptr %38, align 8
  switch i32 %48, label %49 [
    i32 6, label %129
    i32 12, label %129
  ]

49:                                               ; preds = %47
  switch i32 %14, label %129 [
    i32 40, label %53
    i32 1, label %50
    i32 2, label %52
    i32 10, label %52
  ]

50:                                               ; preds = %49
  %51 = icmp eq i32 %48, 1
  br i1 %51, label %68, label %129

52:                                               ; preds = %49, %49
  switch i32 %48, label %129 [
    i32 10, label %68
    i32 1, label %68
  ]

53:                                               ; preds = %49
  %54 = icmp eq i32 %48, 1
  br i1 %54, label %68, label %129

55:                                               ; preds = %44, %55
  %56 = phi i32 [ 0, %44 ], [ %66, %55 ]
  %57 = shl nuw nsw i32 %56, 2
  %58 = add i32 %45, %57
  %59 = inttoptr i32 %58 to ptr
  %60 = load i32, ptr %59, align 1
  %61 = getelementptr inbounds nuw i32, ptr %23, i32 %56
  store i32 %60, ptr %61, align 4
  %62 = add i32 %46, %57
  %63 = inttoptr i32 %62 to ptr
  %64 = load i32, ptr %63, align 1
  %65 = getelementptr inbounds nuw i32, ptr %37, i32 %56
  store i32 %64, ptr %65, align 4
  %66 = add nuw nsw i32 %56, 1
  %67 = icmp eq i32 %66, 4
  br i1 %67, label %47, label %55, !llvm.loop !92

68:                                               ; preds = %52, %52, %50, %53
  %69 = trunc i64 %2 to i32
  %70 = inttoptr i32 %69 to ptr
  call void @llvm.lifetime.start.p0(ptr nonnull %6)
  %71 = icmp ugt i64 %4, 2
  br i1 %71, label %127, label %72

72:                                               ; preds = %68
  %73 = trunc i64 %3 to i32
  %74 = inttoptr i32 %73 to ptr
  %75 = getelementptr inbounds nuw i8, ptr %70, i32 4
  %76 = load i32, ptr %75, align 4
  %77 = tail call i32 @llvm.umin.i32(i32 %76, i32 4)
  call void @llvm.memcpy.p0.p0.i32(ptr nonnull align 4 %6, ptr align 1 %74, i32 %77, i1 false)
  %78 = load i32, ptr %70, align 8
  %79 = icmp eq i32 %78, 15
  br i1 %79, label %80, label %85

80:                                               ; preds = %72
  %81 = load i32, ptr %6, align 4
  %82 = getelementptr inbounds nuw i8, ptr %70, i32 12
  %83 = load i32, ptr %82, align 4
  %84 = icmp ult i32 %81, %83
  br i1 %84, label %85, label %127

85:                                               ; preds = %80, %72
  %86 = load i64, ptr %43, align 8
  %87 = icmp eq i64 %86, 0
  br i1 %87, label %88, label %123

88:                                               ; preds = %85
  %89 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %90 = load i64, ptr %89, align 8
  %91 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %92 = load i64, ptr %91, align 8
  %93 = trunc i64 %92 to i32
  %94 = icmp eq i32 %93, 0
  br i1 %94, label %121, label %95

95:                                               ; preds = %88
  %96 = inttoptr i32 %93 to ptr
  %97 = load i64, ptr %96, align 8
  %98 = and i64 %97, 128
  %99 = icmp eq i64 %98, 0
  %100 = and i64 %97, 2048
  %101 = icmp eq i64 %100, 0
  br i1 %101, label %117, label %102

102:                                              ; preds = %95
  %103 = getelementptr inbounds nuw i8, ptr %96, i32 14088
  %104 = ptrtoint ptr %103 to i32
  %105 = zext i32 %104 to i64
  %106 = sub i64 %90, %105
  %107 = getelementptr inbounds nuw i8, ptr %96, i32 14080
  %108 = load i64, ptr %107, align 8
  %109 = mul i64 %108, 96
  %110 = icmp ult i64 %106, %109
  br i1 %110, label %111, label %117

111:                                              ; preds = %102
  %112 = udiv i64 %106, 96
  %113 = trunc i64 %112 to i32
  %114 = getelementptr inbounds nuw %struct.open_socket, ptr %103, i32 %113
  %115 = getelementptr inbounds nuw i8, ptr %114, i32 80
  %116 = load i64, ptr %115, align 8
  br label %121

117:                                              ; preds = %102, %95
  br i1 %99, label %121, label %118

118:                                              ; preds = %117
  %119 = getelementptr inbounds nuw i8, ptr %96, i32 88
  %120 = load i64, ptr %119, align 8
  br label %121

121:                                              ; preds = %118, %117, %111, %88
  %122 = phi i64 [ %116, %111 ], [ %120, %118 ], [ 1, %117 ], [ 1, %88 ]
  store i64 %122, ptr %43, align 8
  br label %123

123:                                              ; preds = %121, %85
  %124 = ptrtoint ptr %7 to i32
  %125 = zext i32 %124 to i64
  %126 = call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %2, i64 noundef %3, i64 noundef %125, i64 noundef %4, i32 noundef 0) #28
  br label %127

127:                                              ; preds = %68, %80, %123
  %128 = phi i64 [ %126, %123 ], [ -22, %68 ], [ -7, %80 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6)
  br label %129

129:                                              ; preds = %52, %49, %53, %50, %47, %47, %5, %127
  %130 = phi i64 [ %128, %127 ], [ -95, %5 ], [ -95, %47 ], [ -95, %47 ], [ -95, %49 ], [ -95, %50 ], [ -95, %52 ], [ -95, %53 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  ret i64 %130
}

; Function Attrs: nounwind
define hidden i64 @pp_check_object(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %26, label %8

8:                                                ; preds = %3
  %9 = inttoptr i32 %6 to ptr
  %10 = load i64, ptr %9, align 8
  %11 = and i64 %10, 2048
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %26, label %13

13:                                               ; preds = %8
  %14 = getelementptr inbounds nuw i8, ptr %9, i32 14088
  %15 = ptrtoint ptr %14 to i32
  %16 = zext i32 %15 to i64
  %17 = sub i64 %1, %16
  %18 = getelementptr inbounds nuw i8, ptr %9, i32 14080
  %19 = load i64, ptr %18, align 8
  %20 = mul i64 %19, 96
  %21 = icmp ult i64 %17, %20
  br i1 %21, label %22, label %26

22:                                               ; preds = %13
  %23 = udiv i64 %17, 96
  %24 = trunc i64 %23 to i32
  %25 = getelementptr inbounds nuw %struct.open_socket, ptr %14, i32 %24
  br label %26

26:                                               ; preds = %3, %8, %13, %22
  %27 = phi ptr [ %25, %22 ], [ null, %13 ], [ null, %3 ], [ null, %8 ]
  %28 = icmp eq i64 %1, 0
  br i1 %28, label %107, label %29

29:                                               ; preds = %26
  %30 = icmp eq ptr %27, null
  br i1 %30, label %34, label %31

31:                                               ; preds = %29
  %32 = getelementptr inbounds nuw i8, ptr %27, i32 80
  %33 = load i64, ptr %32, align 8
  br label %107

34:                                               ; preds = %29
  %35 = add i64 %1, 131391639519231
  %36 = icmp ult i64 %35, 4294967295
  br i1 %36, label %37, label %39

37:                                               ; preds = %34
  %38 = add nsw i64 %1, 131391639519232
  br label %107

39:                                               ; preds = %34
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %41 = load i64, ptr %40, align 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %43 = load i64, ptr %42, align 8
  %44 = icmp uge i64 %1, %41
  %45 = icmp ult i64 %1, %43
  %46 = and i1 %44, %45
  br i1 %46, label %47, label %83

47:                                               ; preds = %39
  %48 = sub nuw i64 %43, %1
  %49 = icmp ult i64 %48, 88
  br i1 %49, label %58, label %50

50:                                               ; preds = %47
  %51 = trunc i64 %1 to i32
  %52 = add i32 %51, 80
  %53 = inttoptr i32 %52 to ptr
  %54 = load i64, ptr %53, align 1
  %55 = icmp ne i64 %54, 0
  %56 = or i1 %7, %55
  %57 = select i1 %55, i64 %54, i64 1
  br i1 %56, label %107, label %59

58:                                               ; preds = %47
  br i1 %7, label %107, label %59

59:                                               ; preds = %50, %58
  %60 = inttoptr i32 %6 to ptr
  %61 = load i64, ptr %60, align 8
  %62 = and i64 %61, 128
  %63 = icmp eq i64 %62, 0
  %64 = and i64 %61, 2048
  %65 = icmp eq i64 %64, 0
  br i1 %65, label %80, label %66

66:                                               ; preds = %59
  %67 = getelementptr inbounds nuw i8, ptr %60, i32 14088
  %68 = ptrtoint ptr %67 to i32
  %69 = zext i32 %68 to i64
  %70 = sub i64 %1, %69
  %71 = getelementptr inbounds nuw i8, ptr %60, i32 14080
  %72 = load i64, ptr %71, align 8
  %73 = mul i64 %72, 96
  %74 = icmp ult i64 %70, %73
  br i1 %74, label %75, label %80

75:                                               ; preds = %66
  %76 = udiv i64 %70, 96
  %77 = trunc i64 %76 to i32
  %78 = getelementptr inbounds nuw %struct.open_socket, ptr %67, i32 %77
  %79 = getelementptr inbounds nuw i8, ptr %78, i32 80
  br label %101

80:                                               ; preds = %66, %59
  br i1 %63, label %107, label %81

81:                                               ; preds = %80
  %82 = getelementptr inbounds nuw i8, ptr %60, i32 88
  br label %101

83:                                               ; preds = %39
  %84 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef %1) #28
  %85 = icmp eq ptr %84, null
  br i1 %85, label %106, label %86

86:                                               ; preds = %83
  %87 = load i32, ptr %84, align 8
  switch i32 %87, label %106 [
    i32 15, label %88
    i32 18, label %88
    i32 20, label %88
  ]

88:                                               ; preds = %86, %86, %86
  %89 = getelementptr inbounds nuw i8, ptr %84, i32 32
  %90 = load i64, ptr %89, align 8
  %91 = sub i64 %1, %90
  %92 = getelementptr inbounds nuw i8, ptr %84, i32 16
  %93 = load i32, ptr %92, align 8
  %94 = zext i32 %93 to i64
  %95 = urem i64 %91, %94
  %96 = icmp eq i64 %95, 0
  br i1 %96, label %97, label %106

97:                                               ; preds = %88
  %98 = trunc i64 %1 to i32
  %99 = add i32 %98, 80
  %100 = inttoptr i32 %99 to ptr
  br label %101

101:                                              ; preds = %97, %81, %75
  %102 = phi ptr [ %79, %75 ], [ %100, %97 ], [ %82, %81 ]
  %103 = load i64, ptr %102, align 1
  %104 = freeze i64 %103
  %105 = icmp eq i64 %104, 0
  br i1 %105, label %106, label %107

106:                                              ; preds = %86, %88, %83, %101
  br label %107

107:                                              ; preds = %50, %80, %58, %106, %101, %26, %37, %31
  %108 = phi i64 [ %33, %31 ], [ %38, %37 ], [ -1, %26 ], [ %1, %106 ], [ %104, %101 ], [ 1, %80 ], [ 1, %58 ], [ %57, %50 ]
  ret i64 %108
}

; Function Attrs: nounwind
define internal fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %4 = load i64, ptr %3, align 8, !noalias !93
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %6 = load i64, ptr %5, align 8, !noalias !93
  %7 = sub i64 %6, %4
  %8 = icmp ugt i64 %7, 192
  %9 = trunc i64 %4 to i32
  %10 = inttoptr i32 %9 to ptr
  br i1 %8, label %14, label %11

11:                                               ; preds = %2
  %12 = trunc i64 %6 to i32
  %13 = inttoptr i32 %12 to ptr
  br label %62

14:                                               ; preds = %2
  %15 = getelementptr inbounds i8, ptr %10, i32 -8
  %16 = load i64, ptr %15, align 8, !noalias !96
  %17 = trunc i64 %16 to i32
  %18 = trunc i64 %6 to i32
  %19 = inttoptr i32 %18 to ptr
  %20 = icmp eq i32 %17, 0
  br i1 %20, label %62, label %21

21:                                               ; preds = %14
  %22 = inttoptr i32 %17 to ptr
  %23 = getelementptr inbounds nuw i8, ptr %22, i32 24
  %24 = load i64, ptr %22, align 8, !noalias !96
  %25 = trunc i64 %24 to i32
  %26 = getelementptr inbounds nuw i64, ptr %23, i32 %25
  %27 = getelementptr inbounds nuw i8, ptr %22, i32 8
  %28 = load i64, ptr %27, align 8, !noalias !96
  %29 = trunc i64 %28 to i32
  %30 = mul i32 %29, 24
  %31 = getelementptr inbounds nuw i8, ptr %26, i32 %30
  %32 = getelementptr inbounds nuw i8, ptr %22, i32 16
  %33 = load i64, ptr %32, align 8, !noalias !96
  %34 = trunc i64 %33 to i32
  %35 = getelementptr inbounds nuw i64, ptr %31, i32 %34
  %36 = icmp eq i64 %28, 0
  br i1 %36, label %62, label %37

37:                                               ; preds = %21, %53
  %38 = phi i64 [ %55, %53 ], [ %28, %21 ]
  %39 = phi i64 [ %54, %53 ], [ 0, %21 ]
  %40 = add i64 %39, %38
  %41 = lshr i64 %40, 1
  %42 = trunc i64 %41 to i32
  %43 = getelementptr inbounds nuw %struct.map_slot, ptr %26, i32 %42
  %44 = getelementptr inbounds nuw i8, ptr %43, i32 8
  %45 = load i64, ptr %44, align 8
  %46 = icmp ult i64 %1, %45
  br i1 %46, label %53, label %47

47:                                               ; preds = %37
  %48 = getelementptr inbounds nuw i8, ptr %43, i32 16
  %49 = load i64, ptr %48, align 8
  %50 = icmp ult i64 %1, %49
  br i1 %50, label %57, label %51

51:                                               ; preds = %47
  %52 = add nuw i64 %41, 1
  br label %53

53:                                               ; preds = %51, %37
  %54 = phi i64 [ %39, %37 ], [ %52, %51 ]
  %55 = phi i64 [ %41, %37 ], [ %38, %51 ]
  %56 = icmp ult i64 %54, %55
  br i1 %56, label %37, label %62, !llvm.loop !99

57:                                               ; preds = %47
  %58 = load i64, ptr %43, align 8
  %59 = trunc i64 %58 to i32
  %60 = inttoptr i32 %59 to ptr
  %61 = icmp eq i32 %59, 0
  br i1 %61, label %62, label %155

62:                                               ; preds = %53, %21, %11, %14, %57
  %63 = phi i32 [ 1, %57 ], [ 3, %11 ], [ 3, %14 ], [ 1, %21 ], [ 1, %53 ]
  %64 = phi ptr [ %31, %57 ], [ %10, %11 ], [ %10, %14 ], [ %31, %21 ], [ %31, %53 ]
  %65 = phi ptr [ %35, %57 ], [ %13, %11 ], [ %19, %14 ], [ %35, %21 ], [ %35, %53 ]
  %66 = phi ptr [ %19, %57 ], [ %13, %11 ], [ %19, %14 ], [ %19, %21 ], [ %19, %53 ]
  %67 = phi ptr [ %19, %57 ], [ %10, %11 ], [ %10, %14 ], [ %19, %21 ], [ %19, %53 ]
  %68 = getelementptr inbounds nuw i8, ptr %0, i32 328
  %69 = getelementptr inbounds nuw i8, ptr %0, i32 488
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %71 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %72

72:                                               ; preds = %154, %62
  %73 = phi ptr [ %64, %62 ], [ %133, %154 ]
  %74 = phi ptr [ %67, %62 ], [ %132, %154 ]
  %75 = phi ptr [ null, %62 ], [ %131, %154 ]
  %76 = phi i64 [ 0, %62 ], [ %130, %154 ]
  %77 = icmp ult ptr %74, %66
  br i1 %77, label %123, label %78

78:                                               ; preds = %72, %114
  %79 = phi ptr [ %122, %114 ], [ %73, %72 ]
  %80 = phi ptr [ %121, %114 ], [ %75, %72 ]
  %81 = phi i64 [ 0, %114 ], [ %76, %72 ]
  %82 = icmp eq ptr %80, null
  %83 = getelementptr inbounds nuw i8, ptr %80, i32 16
  %84 = getelementptr inbounds nuw i8, ptr %80, i32 8
  br i1 %82, label %112, label %85

85:                                               ; preds = %78, %105
  %86 = phi i64 [ %106, %105 ], [ %81, %78 ]
  %87 = load i64, ptr %80, align 8
  %88 = icmp ult i64 %86, %87
  br i1 %88, label %89, label %112

89:                                               ; preds = %85
  %90 = load i64, ptr %84, align 8
  %91 = mul i64 %90, %86
  %92 = trunc i64 %91 to i32
  %93 = getelementptr inbounds nuw i64, ptr %83, i32 %92
  %94 = getelementptr inbounds nuw i8, ptr %93, i32 8
  br label %95

95:                                               ; preds = %101, %89
  %96 = load atomic i64, ptr %93 acquire, align 8
  %97 = load i64, ptr %84, align 8
  %98 = icmp ugt i64 %97, 1
  br i1 %98, label %99, label %101

99:                                               ; preds = %95
  %100 = load atomic i64, ptr %94 acquire, align 8
  br label %101

101:                                              ; preds = %99, %95
  %102 = phi i64 [ %100, %99 ], [ -1, %95 ]
  %103 = load atomic i64, ptr %93 acquire, align 8
  %104 = icmp eq i64 %103, %96
  br i1 %104, label %105, label %95

105:                                              ; preds = %101
  %106 = add nuw i64 %86, 1
  %107 = load i64, ptr %68, align 8
  %108 = icmp ule i64 %102, %107
  %109 = trunc i64 %96 to i32
  %110 = icmp eq i32 %109, 0
  %111 = select i1 %108, i1 true, i1 %110
  br i1 %111, label %85, label %128

112:                                              ; preds = %85, %78
  %113 = icmp eq ptr %79, %65
  br i1 %113, label %155, label %114

114:                                              ; preds = %112
  %115 = load i64, ptr %79, align 8
  %116 = trunc i64 %115 to i32
  %117 = inttoptr i32 %116 to ptr
  %118 = getelementptr inbounds nuw i8, ptr %117, i32 248
  %119 = load atomic i64, ptr %118 acquire, align 8
  %120 = trunc i64 %119 to i32
  %121 = inttoptr i32 %120 to ptr
  %122 = getelementptr inbounds nuw i64, ptr %79, i32 %63
  br label %78, !llvm.loop !13

123:                                              ; preds = %72
  %124 = getelementptr inbounds nuw i8, ptr %74, i32 24
  %125 = load i64, ptr %74, align 8
  %126 = trunc i64 %125 to i32
  %127 = icmp eq i32 %126, 0
  br i1 %127, label %155, label %128

128:                                              ; preds = %105, %123
  %129 = phi i32 [ %126, %123 ], [ %109, %105 ]
  %130 = phi i64 [ %76, %123 ], [ %106, %105 ]
  %131 = phi ptr [ %75, %123 ], [ %80, %105 ]
  %132 = phi ptr [ %124, %123 ], [ %74, %105 ]
  %133 = phi ptr [ %73, %123 ], [ %79, %105 ]
  %134 = inttoptr i32 %129 to ptr
  %135 = load i64, ptr %69, align 8
  %136 = add i64 %135, 1
  store i64 %136, ptr %69, align 8
  %137 = icmp ult i64 %136, 16384
  br i1 %137, label %146, label %138

138:                                              ; preds = %128
  store i64 0, ptr %69, align 8
  %139 = load i32, ptr %70, align 8
  %140 = icmp eq i32 %139, 0
  br i1 %140, label %141, label %155

141:                                              ; preds = %138
  %142 = load i32, ptr %71, align 4
  %143 = and i32 %142, 1048575
  %144 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %143) #28
  %145 = icmp eq i64 %144, 0
  br i1 %145, label %155, label %146

146:                                              ; preds = %128, %141
  %147 = getelementptr inbounds nuw i8, ptr %134, i32 32
  %148 = load i64, ptr %147, align 8
  %149 = icmp ult i64 %1, %148
  br i1 %149, label %154, label %150

150:                                              ; preds = %146
  %151 = getelementptr inbounds nuw i8, ptr %134, i32 40
  %152 = load i64, ptr %151, align 8
  %153 = icmp ult i64 %1, %152
  br i1 %153, label %155, label %154

154:                                              ; preds = %150, %146
  br label %72, !llvm.loop !100

155:                                              ; preds = %138, %141, %123, %150, %112, %57
  %156 = phi ptr [ null, %112 ], [ %60, %57 ], [ null, %138 ], [ null, %141 ], [ null, %123 ], [ %134, %150 ]
  ret ptr %156
}

; Function Attrs: nounwind
define hidden i64 @pp_storage_get(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i64, align 8
  store i64 %2, ptr %6, align 8
  %7 = icmp eq i64 %2, -1
  %8 = icmp ugt i64 %4, 1
  %9 = or i1 %7, %8
  br i1 %9, label %60, label %10

10:                                               ; preds = %5
  %11 = ptrtoint ptr %6 to i32
  %12 = zext i32 %11 to i64
  %13 = trunc i64 %1 to i32
  %14 = inttoptr i32 %13 to ptr
  %15 = call fastcc i32 @hash_find(ptr noundef %14, ptr noundef nonnull %6) #28
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %53, label %17

17:                                               ; preds = %10
  %18 = icmp eq ptr %0, null
  br i1 %18, label %37, label %19

19:                                               ; preds = %17
  %20 = load i32, ptr %14, align 8
  %21 = add i32 %20, -11
  %22 = icmp ult i32 %21, -2
  br i1 %22, label %30, label %23

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %14, i32 152
  %25 = load i64, ptr %24, align 8
  %26 = trunc i64 %25 to i32
  %27 = inttoptr i32 %26 to ptr
  %28 = getelementptr inbounds nuw i8, ptr %27, i32 %15
  %29 = getelementptr inbounds i8, ptr %28, i32 -1
  store atomic i8 1, ptr %29 monotonic, align 1
  br label %30

30:                                               ; preds = %23, %19
  %31 = getelementptr inbounds nuw i8, ptr %14, i32 144
  %32 = load i32, ptr %31, align 8
  %33 = icmp ugt i32 %32, 1
  br i1 %33, label %34, label %37

34:                                               ; preds = %30
  %35 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %36 = load i32, ptr %35, align 8
  br label %37

37:                                               ; preds = %34, %30, %17
  %38 = phi i32 [ %36, %34 ], [ 0, %30 ], [ 0, %17 ]
  %39 = add i32 %15, -1
  %40 = getelementptr inbounds nuw i8, ptr %14, i32 32
  %41 = load i64, ptr %40, align 8
  %42 = zext i32 %39 to i64
  %43 = getelementptr inbounds nuw i8, ptr %14, i32 16
  %44 = load i32, ptr %43, align 8
  %45 = zext i32 %44 to i64
  %46 = mul nuw i64 %45, %42
  %47 = add i64 %46, %41
  %48 = zext i32 %38 to i64
  %49 = getelementptr inbounds nuw i8, ptr %14, i32 136
  %50 = load i64, ptr %49, align 8
  %51 = mul i64 %50, %48
  %52 = add i64 %47, %51
  br label %53

53:                                               ; preds = %10, %37
  %54 = phi i64 [ %52, %37 ], [ 0, %10 ]
  %55 = icmp eq i64 %54, 0
  %56 = icmp ne i64 %4, 0
  %57 = and i1 %56, %55
  br i1 %57, label %58, label %60

58:                                               ; preds = %53
  %59 = call fastcc i64 @new_storage(ptr noundef %0, ptr noundef %14, i64 noundef %12, i64 noundef %3) #28
  br label %60

60:                                               ; preds = %58, %53, %5
  %61 = phi i64 [ 0, %5 ], [ %59, %58 ], [ %54, %53 ]
  ret i64 %61
}

; Function Attrs: nounwind
define internal fastcc i64 @new_storage(ptr noundef readonly captures(address_is_null) %0, ptr noundef captures(none) %1, i64 noundef range(i64 0, 4294967296) %2, i64 noundef %3) unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %1, i32 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %26, label %12

8:                                                ; preds = %23, %12
  %9 = phi i32 [ %13, %12 ], [ %18, %23 ]
  %10 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %26, label %12, !llvm.loop !21

12:                                               ; preds = %4, %8
  %13 = phi i32 [ %9, %8 ], [ 0, %4 ]
  %14 = load atomic i32, ptr %5 monotonic, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %8, label %16

16:                                               ; preds = %12, %23
  %17 = phi i32 [ %18, %23 ], [ %13, %12 ]
  %18 = add i32 %17, 1
  %19 = and i32 %18, 255
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %23

21:                                               ; preds = %16
  %22 = tail call i32 @sched_yield() #30
  br label %23

23:                                               ; preds = %21, %16
  %24 = load atomic i32, ptr %5 monotonic, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %8, label %16, !llvm.loop !22

26:                                               ; preds = %8, %4
  %27 = getelementptr inbounds nuw i8, ptr %1, i32 92
  %28 = load i32, ptr %27, align 4
  %29 = add i32 %28, 1
  store atomic i32 %29, ptr %27 monotonic, align 4
  fence release
  %30 = trunc nuw i64 %2 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = trunc i64 %3 to i32
  %33 = inttoptr i32 %32 to ptr
  %34 = getelementptr inbounds nuw i8, ptr %1, i32 144
  %35 = load i32, ptr %34, align 8
  %36 = icmp ugt i32 %35, 1
  %37 = icmp ne ptr %0, null
  %38 = and i1 %37, %36
  br i1 %38, label %39, label %42

39:                                               ; preds = %26
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %41 = load i32, ptr %40, align 8
  br label %42

42:                                               ; preds = %26, %39
  %43 = phi i32 [ %41, %39 ], [ 0, %26 ]
  %44 = tail call fastcc i64 @hash_update(ptr noundef nonnull %1, ptr noundef %31, ptr noundef %33, i64 noundef 1, i32 noundef %43, i32 noundef 0) #28
  %45 = load i32, ptr %27, align 4
  %46 = add i32 %45, 1
  store atomic i32 %46, ptr %27 release, align 4
  store atomic i32 0, ptr %5 release, align 8
  %47 = tail call fastcc i32 @hash_find(ptr noundef nonnull %1, ptr noundef %31) #28
  %48 = icmp eq i32 %47, 0
  br i1 %48, label %84, label %49

49:                                               ; preds = %42
  %50 = icmp eq ptr %0, null
  br i1 %50, label %68, label %51

51:                                               ; preds = %49
  %52 = load i32, ptr %1, align 8
  %53 = add i32 %52, -11
  %54 = icmp ult i32 %53, -2
  br i1 %54, label %62, label %55

55:                                               ; preds = %51
  %56 = getelementptr inbounds nuw i8, ptr %1, i32 152
  %57 = load i64, ptr %56, align 8
  %58 = trunc i64 %57 to i32
  %59 = inttoptr i32 %58 to ptr
  %60 = getelementptr inbounds nuw i8, ptr %59, i32 %47
  %61 = getelementptr inbounds i8, ptr %60, i32 -1
  store atomic i8 1, ptr %61 monotonic, align 1
  br label %62

62:                                               ; preds = %55, %51
  %63 = load i32, ptr %34, align 8
  %64 = icmp ugt i32 %63, 1
  br i1 %64, label %65, label %68

65:                                               ; preds = %62
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %67 = load i32, ptr %66, align 8
  br label %68

68:                                               ; preds = %65, %62, %49
  %69 = phi i32 [ %67, %65 ], [ 0, %62 ], [ 0, %49 ]
  %70 = add i32 %47, -1
  %71 = getelementptr inbounds nuw i8, ptr %1, i32 32
  %72 = load i64, ptr %71, align 8
  %73 = zext i32 %70 to i64
  %74 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %75 = load i32, ptr %74, align 8
  %76 = zext i32 %75 to i64
  %77 = mul nuw i64 %76, %73
  %78 = add i64 %77, %72
  %79 = zext i32 %69 to i64
  %80 = getelementptr inbounds nuw i8, ptr %1, i32 136
  %81 = load i64, ptr %80, align 8
  %82 = mul i64 %81, %79
  %83 = add i64 %78, %82
  br label %84

84:                                               ; preds = %42, %68
  %85 = phi i64 [ %83, %68 ], [ 0, %42 ]
  ret i64 %85
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_storage_delete(ptr noundef readnone captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca i64, align 8
  store i64 %2, ptr %4, align 8
  %5 = icmp eq i64 %2, -1
  br i1 %5, label %10, label %6

6:                                                ; preds = %3
  %7 = ptrtoint ptr %4 to i32
  %8 = zext i32 %7 to i64
  %9 = call i64 @pp_map_delete(ptr noundef %0, i64 noundef %1, i64 noundef %8) #28
  br label %10

10:                                               ; preds = %3, %6
  %11 = phi i64 [ %9, %6 ], [ -22, %3 ]
  ret i64 %11
}

; Function Attrs: nounwind
define hidden i64 @pp_get_local_storage(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca %struct.anon.0, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %15, label %9

9:                                                ; preds = %3
  %10 = inttoptr i32 %7 to ptr
  %11 = load i64, ptr %10, align 8
  %12 = and i64 %11, 32
  %13 = icmp eq i64 %12, 0
  %14 = select i1 %13, ptr null, ptr %10
  br label %15

15:                                               ; preds = %3, %9
  %16 = phi ptr [ null, %3 ], [ %14, %9 ]
  %17 = icmp eq ptr %16, null
  %18 = getelementptr inbounds nuw i8, ptr %16, i32 64
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %20 = select i1 %17, ptr %19, ptr %18
  %21 = load i64, ptr %20, align 8
  store i64 %21, ptr %4, align 8
  %22 = getelementptr inbounds nuw i8, ptr %4, i32 8
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 560
  %24 = load i64, ptr %23, align 8
  %25 = trunc i64 %24 to i32
  store i32 %25, ptr %22, align 8
  %26 = getelementptr inbounds nuw i8, ptr %4, i32 12
  store i32 0, ptr %26, align 4
  %27 = ptrtoint ptr %4 to i32
  %28 = zext i32 %27 to i64
  %29 = trunc i64 %1 to i32
  %30 = inttoptr i32 %29 to ptr
  %31 = call fastcc i32 @hash_find(ptr noundef %30, ptr noundef nonnull %4) #28
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %68, label %33

33:                                               ; preds = %15
  %34 = load i32, ptr %30, align 8
  %35 = add i32 %34, -11
  %36 = icmp ult i32 %35, -2
  br i1 %36, label %44, label %37

37:                                               ; preds = %33
  %38 = getelementptr inbounds nuw i8, ptr %30, i32 152
  %39 = load i64, ptr %38, align 8
  %40 = trunc i64 %39 to i32
  %41 = inttoptr i32 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %41, i32 %31
  %43 = getelementptr inbounds i8, ptr %42, i32 -1
  store atomic i8 1, ptr %43 monotonic, align 1
  br label %44

44:                                               ; preds = %37, %33
  %45 = getelementptr inbounds nuw i8, ptr %30, i32 144
  %46 = load i32, ptr %45, align 8
  %47 = icmp ugt i32 %46, 1
  br i1 %47, label %48, label %51

48:                                               ; preds = %44
  %49 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %50 = load i32, ptr %49, align 8
  br label %51

51:                                               ; preds = %44, %48
  %52 = phi i32 [ %50, %48 ], [ 0, %44 ]
  %53 = add i32 %31, -1
  %54 = getelementptr inbounds nuw i8, ptr %30, i32 32
  %55 = load i64, ptr %54, align 8
  %56 = zext i32 %53 to i64
  %57 = getelementptr inbounds nuw i8, ptr %30, i32 16
  %58 = load i32, ptr %57, align 8
  %59 = zext i32 %58 to i64
  %60 = mul nuw i64 %59, %56
  %61 = add i64 %60, %55
  %62 = zext i32 %52 to i64
  %63 = getelementptr inbounds nuw i8, ptr %30, i32 136
  %64 = load i64, ptr %63, align 8
  %65 = mul i64 %64, %62
  %66 = add i64 %61, %65
  %67 = icmp eq i64 %66, 0
  br i1 %67, label %68, label %70

68:                                               ; preds = %15, %51
  %69 = call fastcc i64 @new_storage(ptr noundef nonnull %0, ptr noundef %30, i64 noundef %28, i64 noundef 0) #28
  br label %70

70:                                               ; preds = %51, %68
  %71 = phi i64 [ %69, %68 ], [ %66, %51 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #29
  ret i64 %71
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 131073) i64 @pp_drain(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #6 {
  %5 = trunc i64 %1 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %8 = load i64, ptr %7, align 8
  %9 = sub i64 %8, %3
  %10 = add i64 %9, 139264
  %11 = lshr i64 %10, 9
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 224
  %13 = load i64, ptr %12, align 8
  %14 = mul i64 %11, 4112
  %15 = add i64 %14, %13
  %16 = icmp eq i64 %2, 0
  br i1 %16, label %74, label %17

17:                                               ; preds = %4
  %18 = getelementptr inbounds nuw i8, ptr %6, i32 128
  %19 = load i64, ptr %18, align 8
  %20 = getelementptr inbounds nuw i8, ptr %6, i32 112
  %21 = load i64, ptr %20, align 8
  %22 = trunc i64 %21 to i32
  %23 = inttoptr i32 %22 to ptr
  %24 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %25 = load i32, ptr %24, align 4
  %26 = add i32 %25, -1
  %27 = zext i32 %26 to i64
  %28 = and i64 %19, %27
  %29 = lshr i64 %28, 3
  %30 = trunc nuw nsw i64 %29 to i32
  %31 = getelementptr inbounds nuw %struct.record, ptr %23, i32 %30
  %32 = getelementptr inbounds nuw i8, ptr %6, i32 120
  %33 = load atomic i64, ptr %32 acquire, align 8
  %34 = icmp eq i64 %19, %33
  br i1 %34, label %89, label %35

35:                                               ; preds = %17
  %36 = getelementptr inbounds nuw i8, ptr %31, i32 4
  %37 = load atomic i32, ptr %36 acquire, align 4
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %39 = load i32, ptr %38, align 8
  %40 = shl i32 %39, 2
  %41 = or disjoint i32 %40, 1
  %42 = icmp eq i32 %37, %41
  br i1 %42, label %43, label %89

43:                                               ; preds = %35
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %45 = load i64, ptr %44, align 8
  %46 = trunc i64 %45 to i32
  %47 = inttoptr i32 %46 to ptr
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %49 = load i32, ptr %48, align 4
  %50 = ptrtoint ptr %31 to i32
  %51 = zext i32 %50 to i64
  br label %52

52:                                               ; preds = %55, %43
  %53 = phi i32 [ %49, %43 ], [ %56, %55 ]
  %54 = icmp eq i32 %53, 0
  br i1 %54, label %64, label %55

55:                                               ; preds = %52
  %56 = add i32 %53, -1
  %57 = getelementptr inbounds nuw %struct.held, ptr %47, i32 %56
  %58 = getelementptr inbounds nuw i8, ptr %57, i32 8
  %59 = load i64, ptr %58, align 8
  %60 = icmp eq i64 %59, %51
  br i1 %60, label %61, label %52, !llvm.loop !37

61:                                               ; preds = %55
  %62 = add i32 %49, -1
  store i32 %62, ptr %48, align 4
  %63 = getelementptr inbounds nuw %struct.held, ptr %47, i32 %62
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %57, ptr noundef nonnull align 8 dereferenceable(16) %63, i32 16, i1 false)
  br label %64

64:                                               ; preds = %52, %61
  %65 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %65, align 8
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %66, align 8
  %67 = load atomic i32, ptr %31 monotonic, align 4
  %68 = and i32 %67, 2147483647
  %69 = add nuw i32 %68, 15
  %70 = and i32 %69, -8
  %71 = zext i32 %70 to i64
  store atomic i32 0, ptr %36 monotonic, align 4
  %72 = load i64, ptr %18, align 8
  %73 = add i64 %72, %71
  store atomic i64 %73, ptr %18 release, align 8
  br label %89

74:                                               ; preds = %4
  %75 = getelementptr inbounds nuw i8, ptr %6, i32 148
  %76 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %77 = load i32, ptr %76, align 8
  %78 = shl i32 %77, 1
  %79 = or disjoint i32 %78, 1
  %80 = cmpxchg ptr %75, i32 0, i32 %79 acquire monotonic, align 4
  %81 = extractvalue { i32, i1 } %80, 1
  br i1 %81, label %82, label %158

82:                                               ; preds = %74
  %83 = getelementptr inbounds nuw i8, ptr %0, i32 232
  %84 = load i64, ptr %83, align 8
  %85 = trunc i64 %84 to i32
  %86 = inttoptr i32 %85 to ptr
  %87 = trunc i64 %11 to i32
  %88 = getelementptr inbounds nuw i32, ptr %86, i32 %87
  store i32 16, ptr %88, align 4
  br label %91

89:                                               ; preds = %64, %35, %17
  %90 = icmp ult i64 %2, 131072
  br i1 %90, label %91, label %158

91:                                               ; preds = %82, %89
  %92 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %93 = getelementptr inbounds nuw i8, ptr %6, i32 128
  %94 = getelementptr inbounds nuw i8, ptr %6, i32 120
  %95 = getelementptr inbounds nuw i8, ptr %6, i32 112
  %96 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %97 = getelementptr inbounds nuw i8, ptr %6, i32 32
  br label %98

98:                                               ; preds = %91, %149
  %99 = phi i64 [ %2, %91 ], [ %119, %149 ]
  %100 = load i32, ptr %92, align 4
  %101 = icmp ult i32 %100, 1024
  br i1 %101, label %102, label %158

102:                                              ; preds = %98
  %103 = load i64, ptr %93, align 8
  %104 = load atomic i64, ptr %94 acquire, align 8
  %105 = icmp eq i64 %103, %104
  br i1 %105, label %158, label %106

106:                                              ; preds = %102
  %107 = load i64, ptr %93, align 8
  %108 = load i64, ptr %95, align 8
  %109 = trunc i64 %108 to i32
  %110 = inttoptr i32 %109 to ptr
  %111 = load i32, ptr %96, align 4
  %112 = add i32 %111, -1
  %113 = zext i32 %112 to i64
  %114 = and i64 %107, %113
  %115 = lshr i64 %114, 3
  %116 = trunc nuw nsw i64 %115 to i32
  %117 = getelementptr inbounds nuw %struct.record, ptr %110, i32 %116
  %118 = load i64, ptr %97, align 8
  %119 = add nuw nsw i64 %99, 1
  %120 = getelementptr inbounds nuw i8, ptr %117, i32 4
  %121 = load atomic i32, ptr %120 acquire, align 4
  %122 = icmp eq i32 %121, 2
  br i1 %122, label %123, label %149

123:                                              ; preds = %106
  %124 = add i64 %118, 8
  %125 = add i64 %124, %114
  %126 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %127 = load i32, ptr %126, align 8
  %128 = shl i32 %127, 2
  %129 = or disjoint i32 %128, 1
  store atomic i32 %129, ptr %120 release, align 4
  %130 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %131 = load i64, ptr %130, align 8
  %132 = trunc i64 %131 to i32
  %133 = inttoptr i32 %132 to ptr
  %134 = load i32, ptr %92, align 4
  %135 = add i32 %134, 1
  store i32 %135, ptr %92, align 4
  %136 = getelementptr inbounds nuw %struct.held, ptr %133, i32 %134
  %137 = and i64 %1, 4294967295
  %138 = ptrtoint ptr %117 to i32
  %139 = zext i32 %138 to i64
  store i64 %137, ptr %136, align 8
  %140 = getelementptr inbounds nuw i8, ptr %136, i32 8
  store i64 %139, ptr %140, align 8
  %141 = load atomic i32, ptr %117 monotonic, align 4
  %142 = and i32 %141, 1879048191
  %143 = or disjoint i32 %142, 268435456
  %144 = trunc i64 %15 to i32
  %145 = inttoptr i32 %144 to ptr
  store i64 %125, ptr %145, align 1
  %146 = getelementptr inbounds nuw i8, ptr %145, i32 8
  store i32 %143, ptr %146, align 1
  %147 = getelementptr inbounds nuw i8, ptr %145, i32 12
  store i32 0, ptr %147, align 1
  %148 = getelementptr inbounds nuw i8, ptr %0, i32 208
  store i64 %15, ptr %148, align 8
  br label %158

149:                                              ; preds = %106
  %150 = load atomic i32, ptr %117 monotonic, align 4
  %151 = and i32 %150, 2147483647
  %152 = add nuw i32 %151, 15
  %153 = and i32 %152, -8
  %154 = zext i32 %153 to i64
  store atomic i32 0, ptr %120 monotonic, align 4
  %155 = load i64, ptr %93, align 8
  %156 = add i64 %155, %154
  store atomic i64 %156, ptr %93 release, align 8
  %157 = icmp samesign ult i64 %99, 131071
  br i1 %157, label %98, label %158

158:                                              ; preds = %98, %149, %102, %89, %123, %74
  %159 = phi i64 [ %119, %123 ], [ 0, %74 ], [ 0, %89 ], [ 0, %102 ], [ 0, %149 ], [ 0, %98 ]
  ret i64 %159
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -16, 1) i64 @pp_drain_end(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 232
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %9 = load i64, ptr %8, align 8
  %10 = sub i64 %9, %2
  %11 = add i64 %10, 139264
  %12 = lshr i64 %11, 9
  %13 = trunc i64 %12 to i32
  %14 = getelementptr inbounds nuw i32, ptr %7, i32 %13
  %15 = load i32, ptr %14, align 4
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %78, label %17

17:                                               ; preds = %3
  %18 = trunc i64 %1 to i32
  %19 = inttoptr i32 %18 to ptr
  store i32 0, ptr %14, align 4
  %20 = getelementptr inbounds nuw i8, ptr %19, i32 128
  %21 = load i64, ptr %20, align 8
  %22 = getelementptr inbounds nuw i8, ptr %19, i32 112
  %23 = load i64, ptr %22, align 8
  %24 = trunc i64 %23 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = getelementptr inbounds nuw i8, ptr %19, i32 12
  %27 = load i32, ptr %26, align 4
  %28 = add i32 %27, -1
  %29 = zext i32 %28 to i64
  %30 = and i64 %21, %29
  %31 = lshr i64 %30, 3
  %32 = trunc nuw nsw i64 %31 to i32
  %33 = getelementptr inbounds nuw %struct.record, ptr %25, i32 %32
  %34 = getelementptr inbounds nuw i8, ptr %19, i32 120
  %35 = load atomic i64, ptr %34 acquire, align 8
  %36 = icmp eq i64 %21, %35
  br i1 %36, label %76, label %37

37:                                               ; preds = %17
  %38 = getelementptr inbounds nuw i8, ptr %33, i32 4
  %39 = load atomic i32, ptr %38 acquire, align 4
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %41 = load i32, ptr %40, align 8
  %42 = shl i32 %41, 2
  %43 = or disjoint i32 %42, 1
  %44 = icmp eq i32 %39, %43
  br i1 %44, label %45, label %76

45:                                               ; preds = %37
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 544
  %47 = load i64, ptr %46, align 8
  %48 = trunc i64 %47 to i32
  %49 = inttoptr i32 %48 to ptr
  %50 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %51 = load i32, ptr %50, align 4
  %52 = ptrtoint ptr %33 to i32
  %53 = zext i32 %52 to i64
  br label %54

54:                                               ; preds = %57, %45
  %55 = phi i32 [ %51, %45 ], [ %58, %57 ]
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %66, label %57

57:                                               ; preds = %54
  %58 = add i32 %55, -1
  %59 = getelementptr inbounds nuw %struct.held, ptr %49, i32 %58
  %60 = getelementptr inbounds nuw i8, ptr %59, i32 8
  %61 = load i64, ptr %60, align 8
  %62 = icmp eq i64 %61, %53
  br i1 %62, label %63, label %54, !llvm.loop !37

63:                                               ; preds = %57
  %64 = add i32 %51, -1
  store i32 %64, ptr %50, align 4
  %65 = getelementptr inbounds nuw %struct.held, ptr %49, i32 %64
  tail call void @llvm.memcpy.p0.p0.i32(ptr noundef nonnull align 8 dereferenceable(16) %59, ptr noundef nonnull align 8 dereferenceable(16) %65, i32 16, i1 false)
  br label %66

66:                                               ; preds = %54, %63
  %67 = getelementptr inbounds nuw i8, ptr %0, i32 464
  store i64 0, ptr %67, align 8
  %68 = getelementptr inbounds nuw i8, ptr %0, i32 456
  store i64 0, ptr %68, align 8
  %69 = load atomic i32, ptr %33 monotonic, align 4
  %70 = and i32 %69, 2147483647
  %71 = add nuw i32 %70, 15
  %72 = and i32 %71, -8
  %73 = zext i32 %72 to i64
  store atomic i32 0, ptr %38 monotonic, align 4
  %74 = load i64, ptr %20, align 8
  %75 = add i64 %74, %73
  store atomic i64 %75, ptr %20 release, align 8
  br label %76

76:                                               ; preds = %17, %37, %66
  %77 = getelementptr inbounds nuw i8, ptr %19, i32 148
  store atomic i32 0, ptr %77 release, align 4
  br label %78

78:                                               ; preds = %3, %76
  %79 = phi i64 [ 0, %76 ], [ -16, %3 ]
  ret i64 %79
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_sk_lookup_tcp(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = tail call fastcc ptr @look_up(ptr noundef readonly %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef 6) #28
  %8 = icmp eq ptr %7, null
  br i1 %8, label %13, label %9

9:                                                ; preds = %6
  %10 = tail call fastcc ptr @full_socket(ptr noundef readonly %0, ptr noundef %7) #28
  %11 = ptrtoint ptr %10 to i32
  %12 = zext i32 %11 to i64
  br label %13

13:                                               ; preds = %6, %9
  %14 = phi i64 [ %12, %9 ], [ 0, %6 ]
  ret i64 %14
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_sk_lookup_udp(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = tail call fastcc ptr @look_up(ptr noundef readonly %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef 17) #28
  %8 = icmp eq ptr %7, null
  br i1 %8, label %13, label %9

9:                                                ; preds = %6
  %10 = tail call fastcc ptr @full_socket(ptr noundef readonly %0, ptr noundef %7) #28
  %11 = ptrtoint ptr %10 to i32
  %12 = zext i32 %11 to i64
  br label %13

13:                                               ; preds = %6, %9
  %14 = phi i64 [ %12, %9 ], [ 0, %6 ]
  ret i64 %14
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_skc_lookup_tcp(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = tail call fastcc ptr @look_up(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef 6) #28
  %8 = ptrtoint ptr %7 to i32
  %9 = zext i32 %8 to i64
  ret i64 %9
}

; Function Attrs: nounwind
define internal fastcc ptr @look_up(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef range(i32 6, 18) %6) unnamed_addr #0 {
  %8 = alloca [4 x i32], align 4
  %9 = alloca %struct.anon.1, align 4
  %10 = alloca %struct.tuple, align 4
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %12 = load i64, ptr %11, align 8
  %13 = trunc i64 %12 to i32
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %21, label %15

15:                                               ; preds = %7
  %16 = inttoptr i32 %13 to ptr
  %17 = load i64, ptr %16, align 8
  %18 = and i64 %17, 2048
  %19 = icmp eq i64 %18, 0
  %20 = select i1 %19, ptr null, ptr %16
  br label %21

21:                                               ; preds = %15, %7
  %22 = phi ptr [ null, %7 ], [ %20, %15 ]
  %23 = icmp eq i64 %3, 12
  %24 = select i1 %23, i32 1, i32 4
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #29
  store ptr %9, ptr %10, align 4
  %25 = getelementptr inbounds nuw i8, ptr %10, i32 4
  %26 = getelementptr inbounds nuw i8, ptr %9, i32 4
  %27 = getelementptr inbounds nuw i8, ptr %9, i32 16
  %28 = select i1 %23, ptr %26, ptr %27
  store ptr %28, ptr %25, align 4
  %29 = getelementptr inbounds nuw i8, ptr %10, i32 8
  store i32 %24, ptr %29, align 4
  %30 = getelementptr inbounds nuw i8, ptr %10, i32 12
  %31 = getelementptr inbounds nuw i8, ptr %10, i32 16
  %32 = getelementptr inbounds nuw i8, ptr %10, i32 20
  %33 = icmp eq ptr %22, null
  br i1 %33, label %223, label %34

34:                                               ; preds = %21
  %35 = icmp ne i64 %3, 12
  %36 = icmp ne i64 %3, 36
  %37 = and i1 %35, %36
  %38 = icmp ne i64 %5, 0
  %39 = or i1 %37, %38
  %40 = and i64 %4, 2147483648
  %41 = icmp eq i64 %40, 0
  %42 = or i1 %41, %39
  br i1 %42, label %223, label %43

43:                                               ; preds = %34
  %44 = trunc i64 %2 to i32
  %45 = inttoptr i32 %44 to ptr
  %46 = shl nuw nsw i32 %24, 3
  %47 = call ptr @memcpy(ptr noundef nonnull %9, ptr noundef %45, i32 noundef %46) #30
  %48 = trunc i64 %2 to i32
  %49 = add i32 %46, %48
  %50 = inttoptr i32 %49 to ptr
  %51 = load i16, ptr %50, align 1
  %52 = zext i16 %51 to i32
  store i32 %52, ptr %30, align 4
  %53 = add i32 %49, 2
  %54 = inttoptr i32 %53 to ptr
  %55 = load i16, ptr %54, align 1
  %56 = call i16 @llvm.bswap.i16(i16 %55)
  %57 = zext i16 %56 to i32
  store i32 %57, ptr %31, align 4
  %58 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %59 = load i64, ptr %58, align 8
  %60 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %61 = load i64, ptr %60, align 8
  %62 = sub i64 %59, %61
  %63 = icmp eq i64 %62, 24
  br i1 %63, label %66, label %64

64:                                               ; preds = %43
  %65 = icmp ugt i64 %62, 191
  br i1 %65, label %66, label %72

66:                                               ; preds = %64, %43
  %67 = phi i32 [ 12, %43 ], [ 40, %64 ]
  %68 = trunc i64 %1 to i32
  %69 = add i32 %67, %68
  %70 = inttoptr i32 %69 to ptr
  %71 = load i32, ptr %70, align 1
  br label %72

72:                                               ; preds = %64, %66
  %73 = phi i32 [ 0, %64 ], [ %71, %66 ]
  store i32 %73, ptr %32, align 4
  %74 = icmp eq i32 %6, 6
  br i1 %74, label %75, label %215

75:                                               ; preds = %72
  %76 = getelementptr inbounds nuw i8, ptr %22, i32 14080
  br i1 %23, label %92, label %77

77:                                               ; preds = %75
  %78 = load i32, ptr %9, align 4
  %79 = load i32, ptr %26, align 4
  %80 = or i32 %79, %78
  %81 = icmp eq i32 %80, 0
  br i1 %81, label %82, label %92

82:                                               ; preds = %77
  %83 = getelementptr inbounds nuw i8, ptr %9, i32 8
  %84 = load i16, ptr %83, align 4
  %85 = icmp eq i16 %84, 0
  br i1 %85, label %86, label %92

86:                                               ; preds = %82
  %87 = ptrtoint ptr %83 to i32
  %88 = or disjoint i32 %87, 2
  %89 = inttoptr i32 %88 to ptr
  %90 = load i16, ptr %89, align 2
  %91 = icmp eq i16 %90, -1
  br i1 %91, label %215, label %92

92:                                               ; preds = %86, %82, %77, %75
  %93 = load i64, ptr %76, align 8
  %94 = getelementptr inbounds nuw i8, ptr %22, i32 14088
  %95 = icmp eq i64 %93, 0
  br i1 %95, label %215, label %96

96:                                               ; preds = %92
  %97 = shl nuw nsw i32 %24, 2
  br label %98

98:                                               ; preds = %96, %213
  %99 = phi i64 [ %100, %213 ], [ %93, %96 ]
  %100 = add i64 %99, -1
  %101 = trunc i64 %100 to i32
  %102 = getelementptr inbounds nuw %struct.open_socket, ptr %94, i32 %101
  %103 = getelementptr inbounds nuw i8, ptr %102, i32 72
  %104 = load i32, ptr %103, align 8
  %105 = getelementptr inbounds nuw i8, ptr %102, i32 4
  %106 = load i32, ptr %105, align 4
  switch i32 %106, label %213 [
    i32 2, label %107
    i32 10, label %107
  ]

107:                                              ; preds = %98, %98
  %108 = getelementptr inbounds nuw i8, ptr %102, i32 8
  %109 = load i32, ptr %108, align 8
  %110 = icmp eq i32 %109, 1
  br i1 %110, label %111, label %213

111:                                              ; preds = %107
  %112 = getelementptr inbounds nuw i8, ptr %102, i32 12
  %113 = load i32, ptr %112, align 4
  %114 = freeze i32 %113
  %115 = icmp eq i32 %114, 6
  br i1 %115, label %116, label %213

116:                                              ; preds = %111
  switch i32 %104, label %117 [
    i32 10, label %213
    i32 7, label %213
  ]

117:                                              ; preds = %116
  %118 = getelementptr inbounds nuw i8, ptr %102, i32 28
  %119 = icmp eq i32 %106, 10
  br i1 %23, label %121, label %120

120:                                              ; preds = %117
  br i1 %119, label %154, label %213

121:                                              ; preds = %117
  br i1 %119, label %122, label %152

122:                                              ; preds = %121
  %123 = getelementptr inbounds nuw i8, ptr %102, i32 88
  %124 = load i32, ptr %123, align 8
  %125 = icmp eq i32 %124, 0
  br i1 %125, label %126, label %213

126:                                              ; preds = %122
  %127 = load i32, ptr %118, align 4
  %128 = icmp eq i32 %127, 0
  %129 = getelementptr inbounds nuw i8, ptr %102, i32 32
  %130 = load i32, ptr %129, align 4
  br i1 %128, label %131, label %139

131:                                              ; preds = %126
  %132 = getelementptr inbounds nuw i8, ptr %102, i32 36
  %133 = load i32, ptr %132, align 4
  %134 = getelementptr inbounds nuw i8, ptr %102, i32 40
  %135 = load i32, ptr %134, align 4
  %136 = or i32 %133, %135
  %137 = or i32 %136, %130
  %138 = icmp eq i32 %137, 0
  br i1 %138, label %152, label %139

139:                                              ; preds = %131, %126
  %140 = or i32 %130, %127
  %141 = icmp eq i32 %140, 0
  br i1 %141, label %142, label %213

142:                                              ; preds = %139
  %143 = getelementptr inbounds nuw i8, ptr %102, i32 36
  %144 = load i16, ptr %143, align 1
  %145 = icmp eq i16 %144, 0
  br i1 %145, label %146, label %213

146:                                              ; preds = %142
  %147 = ptrtoint ptr %143 to i32
  %148 = add i32 %147, 2
  %149 = inttoptr i32 %148 to ptr
  %150 = load i16, ptr %149, align 1
  %151 = icmp eq i16 %150, -1
  br i1 %151, label %152, label %213

152:                                              ; preds = %146, %131, %121
  %153 = getelementptr inbounds nuw i8, ptr %102, i32 24
  br label %154

154:                                              ; preds = %152, %120
  %155 = phi ptr [ %153, %152 ], [ %118, %120 ]
  %156 = load i32, ptr %102, align 8
  %157 = call i32 @memcmp(ptr noundef nonnull %155, ptr noundef nonnull %28, i32 noundef %97) #30
  %158 = icmp eq i32 %157, 0
  br i1 %158, label %159, label %213

159:                                              ; preds = %154
  %160 = getelementptr inbounds nuw i8, ptr %102, i32 44
  %161 = load i32, ptr %160, align 4
  %162 = icmp eq i32 %161, %57
  br i1 %162, label %163, label %213

163:                                              ; preds = %159
  %164 = icmp eq i32 %156, 0
  %165 = icmp eq i32 %156, %73
  %166 = select i1 %164, i1 true, i1 %165
  br i1 %166, label %167, label %213

167:                                              ; preds = %163
  %168 = getelementptr inbounds nuw i8, ptr %102, i32 56
  %169 = load i32, ptr %105, align 4
  %170 = icmp eq i32 %169, 10
  br i1 %23, label %172, label %171

171:                                              ; preds = %167
  br i1 %170, label %205, label %213

172:                                              ; preds = %167
  br i1 %170, label %173, label %203

173:                                              ; preds = %172
  %174 = getelementptr inbounds nuw i8, ptr %102, i32 88
  %175 = load i32, ptr %174, align 8
  %176 = icmp eq i32 %175, 0
  br i1 %176, label %177, label %213

177:                                              ; preds = %173
  %178 = load i32, ptr %168, align 4
  %179 = icmp eq i32 %178, 0
  %180 = getelementptr inbounds nuw i8, ptr %102, i32 60
  %181 = load i32, ptr %180, align 4
  br i1 %179, label %182, label %190

182:                                              ; preds = %177
  %183 = getelementptr inbounds nuw i8, ptr %102, i32 64
  %184 = load i32, ptr %183, align 4
  %185 = getelementptr inbounds nuw i8, ptr %102, i32 68
  %186 = load i32, ptr %185, align 4
  %187 = or i32 %184, %186
  %188 = or i32 %187, %181
  %189 = icmp eq i32 %188, 0
  br i1 %189, label %203, label %190

190:                                              ; preds = %182, %177
  %191 = or i32 %181, %178
  %192 = icmp eq i32 %191, 0
  br i1 %192, label %193, label %213

193:                                              ; preds = %190
  %194 = getelementptr inbounds nuw i8, ptr %102, i32 64
  %195 = load i16, ptr %194, align 1
  %196 = icmp eq i16 %195, 0
  br i1 %196, label %197, label %213

197:                                              ; preds = %193
  %198 = ptrtoint ptr %194 to i32
  %199 = add i32 %198, 2
  %200 = inttoptr i32 %199 to ptr
  %201 = load i16, ptr %200, align 1
  %202 = icmp eq i16 %201, -1
  br i1 %202, label %203, label %213

203:                                              ; preds = %197, %182, %172
  %204 = getelementptr inbounds nuw i8, ptr %102, i32 52
  br label %205

205:                                              ; preds = %203, %171
  %206 = phi ptr [ %204, %203 ], [ %168, %171 ]
  %207 = call i32 @memcmp(ptr noundef nonnull %206, ptr noundef nonnull %9, i32 noundef %97) #30
  %208 = icmp eq i32 %207, 0
  br i1 %208, label %209, label %213

209:                                              ; preds = %205
  %210 = getelementptr inbounds nuw i8, ptr %102, i32 48
  %211 = load i16, ptr %210, align 8
  %212 = icmp eq i16 %51, %211
  br i1 %212, label %223, label %213

213:                                              ; preds = %163, %209, %205, %197, %193, %190, %173, %171, %159, %154, %146, %142, %139, %122, %120, %116, %116, %111, %107, %98
  %214 = icmp eq i64 %100, 0
  br i1 %214, label %215, label %98, !llvm.loop !101

215:                                              ; preds = %213, %72, %86, %92
  %216 = getelementptr inbounds nuw i8, ptr %22, i32 14080
  %217 = call fastcc ptr @best_at(ptr noundef nonnull %216, ptr noundef nonnull readonly %10, ptr noundef nonnull %28, i32 noundef range(i32 6, 18) %6) #28
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(16) %8, i8 0, i32 16, i1 false)
  %218 = icmp eq ptr %217, null
  br i1 %218, label %219, label %221

219:                                              ; preds = %215
  %220 = call fastcc ptr @best_at(ptr noundef nonnull %216, ptr noundef nonnull readonly %10, ptr noundef nonnull %8, i32 noundef range(i32 6, 18) %6) #28
  br label %221

221:                                              ; preds = %215, %219
  %222 = phi ptr [ %220, %219 ], [ %217, %215 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  br label %223

223:                                              ; preds = %209, %221, %21, %34
  %224 = phi ptr [ null, %21 ], [ null, %34 ], [ %222, %221 ], [ %102, %209 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  ret ptr %224
}

; Function Attrs: nounwind
define hidden noundef i64 @pp_sk_fullsock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %27, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %27, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %27

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = tail call fastcc ptr @full_socket(ptr noundef nonnull %0, ptr noundef %24) #28
  %26 = icmp eq ptr %25, %24
  br i1 %26, label %27, label %28

27:                                               ; preds = %7, %2, %12, %21
  br label %28

28:                                               ; preds = %21, %27
  %29 = phi i64 [ %1, %27 ], [ 0, %21 ]
  ret i64 %29
}

; Function Attrs: nounwind
define internal fastcc ptr @full_socket(ptr noundef readonly captures(none) %0, ptr noundef nonnull %1) unnamed_addr #0 {
  %3 = alloca [4 x i32], align 4
  %4 = alloca %struct.tuple, align 4
  %5 = getelementptr inbounds nuw i8, ptr %1, i32 4
  %6 = load i32, ptr %5, align 4
  %7 = icmp eq i32 %6, 2
  br i1 %7, label %8, label %19

8:                                                ; preds = %2
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  %9 = getelementptr inbounds nuw i8, ptr %1, i32 52
  store ptr %9, ptr %4, align 4
  %10 = getelementptr inbounds nuw i8, ptr %4, i32 4
  %11 = getelementptr inbounds nuw i8, ptr %1, i32 24
  store ptr %11, ptr %10, align 4
  %12 = getelementptr inbounds nuw i8, ptr %4, i32 8
  store i32 1, ptr %12, align 4
  %13 = getelementptr inbounds nuw i8, ptr %4, i32 12
  store i32 0, ptr %13, align 4
  %14 = getelementptr inbounds nuw i8, ptr %4, i32 16
  %15 = getelementptr inbounds nuw i8, ptr %1, i32 44
  %16 = load i32, ptr %15, align 4
  store i32 %16, ptr %14, align 4
  %17 = getelementptr inbounds nuw i8, ptr %4, i32 20
  %18 = load i32, ptr %1, align 8
  store i32 %18, ptr %17, align 4
  br label %62

19:                                               ; preds = %2
  %20 = getelementptr inbounds nuw i8, ptr %1, i32 88
  %21 = load i32, ptr %20, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %45

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %1, i32 28
  %25 = load i32, ptr %24, align 4
  %26 = getelementptr inbounds nuw i8, ptr %1, i32 32
  %27 = load i32, ptr %26, align 4
  %28 = or i32 %27, %25
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %30, label %45

30:                                               ; preds = %23
  %31 = getelementptr inbounds nuw i8, ptr %1, i32 36
  %32 = load i16, ptr %31, align 1
  %33 = icmp eq i16 %32, 0
  br i1 %33, label %34, label %45

34:                                               ; preds = %30
  %35 = ptrtoint ptr %31 to i32
  %36 = add i32 %35, 2
  %37 = inttoptr i32 %36 to ptr
  %38 = load i16, ptr %37, align 1
  %39 = freeze i16 %38
  %40 = icmp eq i16 %39, -1
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  %41 = getelementptr inbounds nuw i8, ptr %4, i32 4
  br i1 %40, label %42, label %49

42:                                               ; preds = %34
  %43 = getelementptr inbounds nuw i8, ptr %1, i32 52
  store ptr %43, ptr %4, align 4
  %44 = getelementptr inbounds nuw i8, ptr %1, i32 24
  store ptr %44, ptr %41, align 4
  br label %51

45:                                               ; preds = %23, %30, %19
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  %46 = getelementptr inbounds nuw i8, ptr %1, i32 56
  store ptr %46, ptr %4, align 4
  %47 = getelementptr inbounds nuw i8, ptr %4, i32 4
  %48 = getelementptr inbounds nuw i8, ptr %1, i32 28
  store ptr %48, ptr %47, align 4
  br label %51

49:                                               ; preds = %34
  %50 = getelementptr inbounds nuw i8, ptr %1, i32 56
  store ptr %50, ptr %4, align 4
  store ptr %24, ptr %41, align 4
  br label %51

51:                                               ; preds = %42, %49, %45
  %52 = phi ptr [ %44, %42 ], [ %24, %49 ], [ %48, %45 ]
  %53 = phi i32 [ 1, %42 ], [ 4, %49 ], [ 4, %45 ]
  %54 = getelementptr inbounds nuw i8, ptr %4, i32 8
  store i32 %53, ptr %54, align 4
  %55 = getelementptr inbounds nuw i8, ptr %4, i32 12
  store i32 0, ptr %55, align 4
  %56 = getelementptr inbounds nuw i8, ptr %4, i32 16
  %57 = getelementptr inbounds nuw i8, ptr %1, i32 44
  %58 = load i32, ptr %57, align 4
  store i32 %58, ptr %56, align 4
  %59 = getelementptr inbounds nuw i8, ptr %4, i32 20
  %60 = load i32, ptr %1, align 8
  store i32 %60, ptr %59, align 4
  %61 = icmp eq i32 %6, 10
  br i1 %61, label %62, label %95

62:                                               ; preds = %51, %8
  %63 = phi ptr [ %11, %8 ], [ %52, %51 ]
  %64 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %65 = load i32, ptr %64, align 8
  %66 = icmp eq i32 %65, 1
  br i1 %66, label %67, label %95

67:                                               ; preds = %62
  %68 = getelementptr inbounds nuw i8, ptr %1, i32 12
  %69 = load i32, ptr %68, align 4
  %70 = icmp eq i32 %69, 6
  br i1 %70, label %71, label %95

71:                                               ; preds = %67
  %72 = getelementptr inbounds nuw i8, ptr %1, i32 72
  %73 = load i32, ptr %72, align 8
  switch i32 %73, label %95 [
    i32 6, label %94
    i32 12, label %74
  ]

74:                                               ; preds = %71
  %75 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %76 = load i64, ptr %75, align 8
  %77 = trunc i64 %76 to i32
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %85, label %79

79:                                               ; preds = %74
  %80 = inttoptr i32 %77 to ptr
  %81 = load i64, ptr %80, align 8
  %82 = and i64 %81, 2048
  %83 = icmp eq i64 %82, 0
  %84 = select i1 %83, ptr null, ptr %80
  br label %85

85:                                               ; preds = %74, %79
  %86 = phi ptr [ null, %74 ], [ %84, %79 ]
  %87 = getelementptr inbounds nuw i8, ptr %86, i32 14080
  %88 = call fastcc ptr @best_at(ptr noundef nonnull %87, ptr noundef nonnull readonly %4, ptr noundef nonnull %63, i32 noundef 6) #28
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 4 dereferenceable(16) %3, i8 0, i32 16, i1 false)
  %89 = icmp eq ptr %88, null
  br i1 %89, label %90, label %92

90:                                               ; preds = %85
  %91 = call fastcc ptr @best_at(ptr noundef nonnull %87, ptr noundef nonnull readonly %4, ptr noundef nonnull %3, i32 noundef 6) #28
  br label %92

92:                                               ; preds = %85, %90
  %93 = phi ptr [ %91, %90 ], [ %88, %85 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #29
  br label %95

94:                                               ; preds = %71
  br label %95

95:                                               ; preds = %71, %94, %51, %62, %92, %67
  %96 = phi ptr [ %1, %67 ], [ %1, %71 ], [ %93, %92 ], [ %1, %51 ], [ %1, %62 ], [ null, %94 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #29
  ret ptr %96
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_get_listener_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %34, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %34, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %34

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = tail call fastcc ptr @full_socket(ptr noundef nonnull %0, ptr noundef %24) #28
  %26 = icmp eq ptr %25, null
  br i1 %26, label %34, label %27

27:                                               ; preds = %21
  %28 = getelementptr inbounds nuw i8, ptr %25, i32 72
  %29 = load i32, ptr %28, align 8
  %30 = icmp eq i32 %29, 10
  br i1 %30, label %31, label %34

31:                                               ; preds = %27
  %32 = ptrtoint ptr %25 to i32
  %33 = zext i32 %32 to i64
  br label %34

34:                                               ; preds = %12, %2, %7, %21, %27, %31
  %35 = phi i64 [ %33, %31 ], [ 0, %27 ], [ 0, %21 ], [ 0, %7 ], [ 0, %2 ], [ 0, %12 ]
  ret i64 %35
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967376) i64 @pp_skc_to_tcp_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %31, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %31, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %31

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = tail call fastcc ptr @full_socket(ptr noundef nonnull readonly %0, ptr noundef %24) #28
  %26 = icmp eq ptr %25, %24
  br i1 %26, label %27, label %31

27:                                               ; preds = %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i32 12
  %29 = load i32, ptr %28, align 4
  %30 = icmp eq i32 %29, 6
  br label %31

31:                                               ; preds = %27, %2, %7, %12, %21
  %32 = phi ptr [ %24, %27 ], [ %24, %21 ], [ null, %7 ], [ null, %2 ], [ null, %12 ]
  %33 = phi i1 [ %30, %27 ], [ false, %21 ], [ false, %7 ], [ false, %2 ], [ false, %12 ]
  %34 = icmp ne ptr %32, null
  %35 = and i1 %34, %33
  %36 = ptrtoint ptr %32 to i32
  %37 = zext i32 %36 to i64
  %38 = add nuw nsw i64 %37, 80
  %39 = select i1 %35, i64 %38, i64 0
  ret i64 %39
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967376) i64 @pp_skc_to_tcp6_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %35, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %35, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %35

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = tail call fastcc ptr @full_socket(ptr noundef nonnull readonly %0, ptr noundef %24) #28
  %26 = icmp eq ptr %25, %24
  br i1 %26, label %27, label %35

27:                                               ; preds = %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i32 12
  %29 = load i32, ptr %28, align 4
  %30 = icmp eq i32 %29, 6
  br i1 %30, label %31, label %35

31:                                               ; preds = %27
  %32 = getelementptr inbounds nuw i8, ptr %24, i32 4
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 10
  br label %35

35:                                               ; preds = %2, %7, %12, %21, %27, %31
  %36 = phi ptr [ %24, %27 ], [ %24, %21 ], [ %24, %31 ], [ null, %7 ], [ null, %12 ], [ null, %2 ]
  %37 = phi i1 [ false, %27 ], [ false, %21 ], [ %34, %31 ], [ false, %7 ], [ false, %12 ], [ false, %2 ]
  %38 = icmp ne ptr %36, null
  %39 = and i1 %38, %37
  %40 = ptrtoint ptr %36 to i32
  %41 = zext i32 %40 to i64
  %42 = add nuw nsw i64 %41, 80
  %43 = select i1 %39, i64 %42, i64 0
  ret i64 %43
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967376) i64 @pp_skc_to_udp6_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %35, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %35, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %35

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = tail call fastcc ptr @full_socket(ptr noundef nonnull readonly %0, ptr noundef %24) #28
  %26 = icmp eq ptr %25, %24
  br i1 %26, label %27, label %35

27:                                               ; preds = %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i32 12
  %29 = load i32, ptr %28, align 4
  %30 = icmp eq i32 %29, 17
  br i1 %30, label %31, label %35

31:                                               ; preds = %27
  %32 = getelementptr inbounds nuw i8, ptr %24, i32 4
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 10
  br label %35

35:                                               ; preds = %2, %7, %12, %21, %27, %31
  %36 = phi ptr [ %24, %27 ], [ %24, %21 ], [ %24, %31 ], [ null, %7 ], [ null, %12 ], [ null, %2 ]
  %37 = phi i1 [ false, %27 ], [ false, %21 ], [ %34, %31 ], [ false, %7 ], [ false, %12 ], [ false, %2 ]
  %38 = icmp ne ptr %36, null
  %39 = and i1 %38, %37
  %40 = ptrtoint ptr %36 to i32
  %41 = zext i32 %40 to i64
  %42 = add nuw nsw i64 %41, 80
  %43 = select i1 %39, i64 %42, i64 0
  ret i64 %43
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 4294967376) i64 @pp_skc_to_tcp_timewait_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %39, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %39, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %39

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = getelementptr inbounds nuw i8, ptr %24, i32 4
  %26 = load i32, ptr %25, align 4
  switch i32 %26, label %39 [
    i32 2, label %27
    i32 10, label %27
  ]

27:                                               ; preds = %21, %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i32 8
  %29 = load i32, ptr %28, align 8
  %30 = icmp eq i32 %29, 1
  br i1 %30, label %31, label %39

31:                                               ; preds = %27
  %32 = getelementptr inbounds nuw i8, ptr %24, i32 12
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 6
  br i1 %34, label %35, label %39

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %24, i32 72
  %37 = load i32, ptr %36, align 8
  %38 = icmp eq i32 %37, 6
  br label %39

39:                                               ; preds = %2, %7, %12, %21, %27, %31, %35
  %40 = phi ptr [ %24, %31 ], [ null, %7 ], [ %24, %35 ], [ null, %12 ], [ null, %2 ], [ %24, %27 ], [ %24, %21 ]
  %41 = phi i1 [ false, %31 ], [ false, %7 ], [ %38, %35 ], [ false, %12 ], [ false, %2 ], [ false, %27 ], [ false, %21 ]
  %42 = icmp ne ptr %40, null
  %43 = and i1 %42, %41
  %44 = ptrtoint ptr %40 to i32
  %45 = zext i32 %44 to i64
  %46 = add nuw nsw i64 %45, 80
  %47 = select i1 %43, i64 %46, i64 0
  ret i64 %47
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 4294967376) i64 @pp_skc_to_tcp_request_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %39, label %7

7:                                                ; preds = %2
  %8 = inttoptr i32 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %39, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i32 14088
  %14 = ptrtoint ptr %13 to i32
  %15 = zext i32 %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %8, i32 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %39

21:                                               ; preds = %12
  %22 = udiv i64 %16, 96
  %23 = trunc i64 %22 to i32
  %24 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i32 %23
  %25 = getelementptr inbounds nuw i8, ptr %24, i32 4
  %26 = load i32, ptr %25, align 4
  switch i32 %26, label %39 [
    i32 2, label %27
    i32 10, label %27
  ]

27:                                               ; preds = %21, %21
  %28 = getelementptr inbounds nuw i8, ptr %24, i32 8
  %29 = load i32, ptr %28, align 8
  %30 = icmp eq i32 %29, 1
  br i1 %30, label %31, label %39

31:                                               ; preds = %27
  %32 = getelementptr inbounds nuw i8, ptr %24, i32 12
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 6
  br i1 %34, label %35, label %39

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %24, i32 72
  %37 = load i32, ptr %36, align 8
  %38 = icmp eq i32 %37, 12
  br label %39

39:                                               ; preds = %2, %7, %12, %21, %27, %31, %35
  %40 = phi ptr [ %24, %31 ], [ null, %7 ], [ %24, %35 ], [ null, %12 ], [ null, %2 ], [ %24, %27 ], [ %24, %21 ]
  %41 = phi i1 [ false, %31 ], [ false, %7 ], [ %38, %35 ], [ false, %12 ], [ false, %2 ], [ false, %27 ], [ false, %21 ]
  %42 = icmp ne ptr %40, null
  %43 = and i1 %42, %41
  %44 = ptrtoint ptr %40 to i32
  %45 = zext i32 %44 to i64
  %46 = add nuw nsw i64 %45, 80
  %47 = select i1 %43, i64 %46, i64 0
  ret i64 %47
}

; Function Attrs: nounwind
define hidden range(i64 -97, 1) i64 @pp_sk_assign(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = alloca i64, align 8
  %6 = alloca %struct.socket, align 8
  %7 = alloca i64, align 8
  store i64 %2, ptr %5, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  %13 = icmp ugt i64 %12, 191
  br i1 %13, label %14, label %19

14:                                               ; preds = %4
  %15 = icmp eq i64 %2, 0
  %16 = icmp ne i64 %3, 0
  %17 = or i1 %15, %16
  %18 = select i1 %17, i64 -22, i64 -95
  br label %171

19:                                               ; preds = %4
  %20 = icmp ult i64 %3, 4
  br i1 %20, label %21, label %171

21:                                               ; preds = %19
  %22 = icmp eq i64 %2, 0
  br i1 %22, label %23, label %25

23:                                               ; preds = %21
  %24 = trunc i64 %1 to i32
  br label %134

25:                                               ; preds = %21
  %26 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef range(i64 1, 0) %2) #28
  %27 = icmp eq ptr %26, null
  br i1 %27, label %52, label %28

28:                                               ; preds = %25
  %29 = getelementptr inbounds nuw i8, ptr %26, i32 32
  %30 = load i64, ptr %29, align 8
  %31 = sub i64 %2, %30
  %32 = load i32, ptr %26, align 8
  switch i32 %32, label %171 [
    i32 15, label %33
    i32 18, label %33
    i32 20, label %33
  ]

33:                                               ; preds = %28, %28, %28
  %34 = getelementptr inbounds nuw i8, ptr %26, i32 16
  %35 = load i32, ptr %34, align 8
  %36 = zext i32 %35 to i64
  %37 = freeze i64 %31
  %38 = freeze i64 %36
  %39 = udiv i64 %37, %38
  %40 = mul i64 %39, %38
  %41 = sub i64 %37, %40
  %42 = icmp eq i64 %41, 0
  br i1 %42, label %43, label %171

43:                                               ; preds = %33
  %44 = getelementptr inbounds nuw i8, ptr %26, i32 80
  %45 = load i64, ptr %44, align 8
  %46 = trunc i64 %45 to i32
  %47 = inttoptr i32 %46 to ptr
  %48 = trunc i64 %39 to i32
  %49 = getelementptr inbounds nuw i8, ptr %47, i32 %48
  %50 = load i8, ptr %49, align 1
  %51 = icmp eq i8 %50, 0
  br i1 %51, label %171, label %61

52:                                               ; preds = %25
  %53 = load i64, ptr %10, align 8
  %54 = load i64, ptr %8, align 8
  %55 = icmp ult i64 %2, %53
  %56 = icmp ugt i64 %2, %54
  %57 = or i1 %55, %56
  %58 = sub nuw i64 %54, %2
  %59 = icmp ult i64 %58, 88
  %60 = select i1 %57, i1 true, i1 %59
  br i1 %60, label %171, label %61

61:                                               ; preds = %52, %43
  %62 = trunc i64 %2 to i32
  %63 = inttoptr i32 %62 to ptr
  %64 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %63, i32 noundef 88) #30
  %65 = ptrtoint ptr %26 to i32
  %66 = getelementptr inbounds nuw i8, ptr %6, i32 4
  %67 = load i32, ptr %66, align 4
  switch i32 %67, label %171 [
    i32 2, label %68
    i32 10, label %68
  ]

68:                                               ; preds = %61, %61
  %69 = getelementptr inbounds nuw i8, ptr %6, i32 8
  %70 = load i32, ptr %69, align 8
  %71 = icmp eq i32 %70, 1
  %72 = getelementptr inbounds nuw i8, ptr %6, i32 12
  %73 = load i32, ptr %72, align 4
  %74 = icmp eq i32 %73, 6
  %75 = select i1 %71, i1 %74, i1 false
  br i1 %75, label %76, label %80

76:                                               ; preds = %68
  %77 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %78 = load i32, ptr %77, align 8
  %79 = icmp eq i32 %78, 10
  br i1 %79, label %93, label %171

80:                                               ; preds = %68
  switch i32 %67, label %171 [
    i32 2, label %81
    i32 10, label %81
  ]

81:                                               ; preds = %80, %80
  %82 = icmp ne i32 %70, 2
  %83 = icmp ne i32 %73, 17
  %84 = select i1 %82, i1 true, i1 %83
  %85 = getelementptr inbounds nuw i8, ptr %6, i32 44
  %86 = load i32, ptr %85, align 4
  %87 = icmp eq i32 %86, 0
  %88 = select i1 %84, i1 true, i1 %87
  %89 = getelementptr inbounds nuw i8, ptr %6, i32 72
  %90 = load i32, ptr %89, align 8
  %91 = icmp eq i32 %90, 1
  %92 = select i1 %88, i1 true, i1 %91
  br i1 %92, label %171, label %93

93:                                               ; preds = %81, %76
  %94 = phi i32 [ 17, %81 ], [ 6, %76 ]
  %95 = trunc i64 %1 to i32
  %96 = add i32 %95, 12
  %97 = inttoptr i32 %96 to ptr
  %98 = load i32, ptr %97, align 1
  %99 = icmp eq i32 %94, %98
  br i1 %99, label %100, label %171

100:                                              ; preds = %93
  %101 = add i32 %95, 8
  %102 = inttoptr i32 %101 to ptr
  %103 = load i32, ptr %102, align 1
  %104 = icmp eq i32 %67, %103
  br i1 %104, label %134, label %105

105:                                              ; preds = %100
  switch i32 %67, label %134 [
    i32 2, label %171
    i32 10, label %106
  ]

106:                                              ; preds = %105
  %107 = getelementptr inbounds nuw i8, ptr %6, i32 28
  %108 = load i32, ptr %107, align 4
  %109 = icmp eq i32 %108, 0
  %110 = getelementptr inbounds nuw i8, ptr %6, i32 32
  %111 = load i32, ptr %110, align 8
  br i1 %109, label %112, label %120

112:                                              ; preds = %106
  %113 = getelementptr inbounds nuw i8, ptr %6, i32 36
  %114 = load i32, ptr %113, align 4
  %115 = getelementptr inbounds nuw i8, ptr %6, i32 40
  %116 = load i32, ptr %115, align 8
  %117 = or i32 %114, %116
  %118 = or i32 %117, %111
  %119 = icmp eq i32 %118, 0
  br i1 %119, label %134, label %120

120:                                              ; preds = %112, %106
  %121 = or i32 %111, %108
  %122 = icmp eq i32 %121, 0
  br i1 %122, label %123, label %171

123:                                              ; preds = %120
  %124 = getelementptr inbounds nuw i8, ptr %6, i32 36
  %125 = load i16, ptr %124, align 4
  %126 = icmp eq i16 %125, 0
  br i1 %126, label %127, label %171

127:                                              ; preds = %123
  %128 = ptrtoint ptr %124 to i32
  %129 = or disjoint i32 %128, 2
  %130 = inttoptr i32 %129 to ptr
  %131 = load i16, ptr %130, align 2
  %132 = freeze i16 %131
  %133 = icmp eq i16 %132, -1
  br i1 %133, label %134, label %171

134:                                              ; preds = %23, %105, %112, %127, %100
  %135 = phi i32 [ %24, %23 ], [ %95, %105 ], [ %95, %112 ], [ %95, %127 ], [ %95, %100 ]
  %136 = phi i32 [ 0, %23 ], [ %65, %105 ], [ %65, %112 ], [ %65, %127 ], [ %65, %100 ]
  %137 = zext i32 %136 to i64
  %138 = inttoptr i32 %135 to ptr
  %139 = call ptr @memcpy(ptr noundef nonnull %7, ptr noundef %138, i32 noundef 8) #30
  %140 = load i64, ptr %7, align 8
  %141 = icmp ne i64 %140, 0
  %142 = and i64 %3, 1
  %143 = icmp eq i64 %142, 0
  %144 = and i1 %143, %141
  br i1 %144, label %171, label %145

145:                                              ; preds = %134
  %146 = call ptr @memcpy(ptr noundef %138, ptr noundef nonnull %5, i32 noundef 8) #30
  %147 = load i64, ptr %5, align 8
  %148 = icmp eq i64 %147, 0
  br i1 %148, label %149, label %154

149:                                              ; preds = %145
  %150 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 0, ptr %150, align 8
  %151 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 0, ptr %151, align 4
  %152 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 0, ptr %152, align 8
  %153 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 0, ptr %153, align 8
  br label %171

154:                                              ; preds = %145
  %155 = icmp eq i32 %136, 0
  %156 = select i1 %155, i32 1, i32 2
  %157 = getelementptr inbounds nuw i8, ptr %6, i32 80
  %158 = load i64, ptr %157, align 8
  %159 = icmp eq i64 %158, 0
  %160 = trunc i64 %158 to i32
  br i1 %159, label %161, label %165

161:                                              ; preds = %154
  %162 = load i64, ptr %10, align 8
  %163 = call i64 @pp_get_socket_cookie(ptr noundef nonnull %0, i64 noundef %162) #28
  %164 = trunc i64 %163 to i32
  br label %165

165:                                              ; preds = %154, %161
  %166 = phi i32 [ %164, %161 ], [ %160, %154 ]
  %167 = getelementptr inbounds nuw i8, ptr %0, i32 296
  store i32 %156, ptr %167, align 8
  %168 = getelementptr inbounds nuw i8, ptr %0, i32 300
  store i32 %166, ptr %168, align 4
  %169 = getelementptr inbounds nuw i8, ptr %0, i32 280
  store i64 %137, ptr %169, align 8
  %170 = getelementptr inbounds nuw i8, ptr %0, i32 288
  store i64 %3, ptr %170, align 8
  br label %171

171:                                              ; preds = %105, %127, %123, %120, %28, %33, %43, %52, %61, %80, %81, %76, %93, %149, %165, %134, %19, %14
  %172 = phi i64 [ %18, %14 ], [ -94, %52 ], [ -22, %19 ], [ -17, %134 ], [ 0, %165 ], [ 0, %149 ], [ -94, %61 ], [ -94, %80 ], [ -94, %81 ], [ -94, %76 ], [ -94, %43 ], [ -94, %28 ], [ -91, %93 ], [ -94, %33 ], [ -97, %120 ], [ -97, %123 ], [ -97, %127 ], [ -97, %105 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #29
  ret i64 %172
}

; Function Attrs: nounwind
define hidden void @pp_fork_add(ptr noundef captures(none) %0, ptr noundef %1) local_unnamed_addr #0 {
  %3 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %4 = icmp eq i32 %3, 0
  br i1 %4, label %15, label %5

5:                                                ; preds = %2, %12
  %6 = phi i32 [ %7, %12 ], [ 0, %2 ]
  %7 = add i32 %6, 1
  %8 = and i32 %7, 63
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %12

10:                                               ; preds = %5
  %11 = tail call i32 @sched_yield() #30
  br label %12

12:                                               ; preds = %10, %5
  %13 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %5, !llvm.loop !102

15:                                               ; preds = %12, %2
  %16 = getelementptr inbounds nuw i8, ptr %1, i32 288
  store i64 0, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %1, i32 296
  store i64 %18, ptr %19, align 8
  %20 = icmp eq i64 %18, 0
  %21 = ptrtoint ptr %1 to i32
  %22 = zext i32 %21 to i64
  br i1 %20, label %27, label %23

23:                                               ; preds = %15
  %24 = trunc i64 %18 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = getelementptr inbounds nuw i8, ptr %25, i32 288
  store i64 %22, ptr %26, align 8
  br label %27

27:                                               ; preds = %15, %23
  store i64 %22, ptr %17, align 8
  store atomic i32 0, ptr %0 release, align 8
  ret void
}

; Function Attrs: nounwind
define hidden void @pp_fork_remove(ptr noundef captures(none) %0, ptr noundef readonly captures(none) %1) local_unnamed_addr #0 {
  %3 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %4 = icmp eq i32 %3, 0
  br i1 %4, label %15, label %5

5:                                                ; preds = %2, %12
  %6 = phi i32 [ %7, %12 ], [ 0, %2 ]
  %7 = add i32 %6, 1
  %8 = and i32 %7, 63
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %12

10:                                               ; preds = %5
  %11 = tail call i32 @sched_yield() #30
  br label %12

12:                                               ; preds = %10, %5
  %13 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %5, !llvm.loop !102

15:                                               ; preds = %12, %2
  %16 = getelementptr inbounds nuw i8, ptr %1, i32 296
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, 0
  %19 = getelementptr inbounds nuw i8, ptr %1, i32 288
  %20 = load i64, ptr %19, align 8
  br i1 %18, label %25, label %21

21:                                               ; preds = %15
  %22 = trunc i64 %17 to i32
  %23 = inttoptr i32 %22 to ptr
  %24 = getelementptr inbounds nuw i8, ptr %23, i32 288
  store i64 %20, ptr %24, align 8
  br label %25

25:                                               ; preds = %15, %21
  %26 = icmp eq i64 %20, 0
  %27 = load i64, ptr %16, align 8
  br i1 %26, label %32, label %28

28:                                               ; preds = %25
  %29 = trunc i64 %20 to i32
  %30 = inttoptr i32 %29 to ptr
  %31 = getelementptr inbounds nuw i8, ptr %30, i32 296
  store i64 %27, ptr %31, align 8
  br label %34

32:                                               ; preds = %25
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 8
  store i64 %27, ptr %33, align 8
  br label %34

34:                                               ; preds = %32, %28
  store atomic i32 0, ptr %0 release, align 8
  ret void
}

; Function Attrs: nounwind
define hidden void @pp_fork_state(ptr noundef captures(none) %0, ptr noundef %1) local_unnamed_addr #0 {
  %3 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %4 = icmp eq i32 %3, 0
  br i1 %4, label %15, label %5

5:                                                ; preds = %2, %12
  %6 = phi i32 [ %7, %12 ], [ 0, %2 ]
  %7 = add i32 %6, 1
  %8 = and i32 %7, 63
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %12

10:                                               ; preds = %5
  %11 = tail call i32 @sched_yield() #30
  br label %12

12:                                               ; preds = %10, %5
  %13 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %5, !llvm.loop !102

15:                                               ; preds = %12, %2
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %1, i32 480
  store i64 %17, ptr %18, align 8
  %19 = ptrtoint ptr %1 to i32
  %20 = zext i32 %19 to i64
  store i64 %20, ptr %16, align 8
  store atomic i32 0, ptr %0 release, align 8
  ret void
}

; Function Attrs: nounwind
define hidden void @pp_fork_before(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %3 = icmp eq i32 %2, 0
  br i1 %3, label %14, label %4

4:                                                ; preds = %1, %11
  %5 = phi i32 [ %6, %11 ], [ 0, %1 ]
  %6 = add i32 %5, 1
  %7 = and i32 %6, 63
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %9, label %11

9:                                                ; preds = %4
  %10 = tail call i32 @sched_yield() #30
  br label %11

11:                                               ; preds = %9, %4
  %12 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %14, label %4, !llvm.loop !102

14:                                               ; preds = %11, %1
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %16 = load i64, ptr %15, align 8
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %22, label %18

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %21 = trunc i64 %16 to i32
  br label %23

22:                                               ; preds = %217, %14
  ret void

23:                                               ; preds = %18, %217
  %24 = phi i32 [ %21, %18 ], [ %221, %217 ]
  %25 = phi i32 [ 4194304, %18 ], [ %151, %217 ]
  %26 = inttoptr i32 %24 to ptr
  %27 = getelementptr inbounds nuw i8, ptr %26, i32 88
  %28 = atomicrmw xchg ptr %27, i32 1 acquire, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %48, label %34

30:                                               ; preds = %45, %34
  %31 = phi i32 [ %35, %34 ], [ %40, %45 ]
  %32 = atomicrmw xchg ptr %27, i32 1 acquire, align 8
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %48, label %34, !llvm.loop !21

34:                                               ; preds = %23, %30
  %35 = phi i32 [ %31, %30 ], [ 0, %23 ]
  %36 = load atomic i32, ptr %27 monotonic, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %30, label %38

38:                                               ; preds = %34, %45
  %39 = phi i32 [ %40, %45 ], [ %35, %34 ]
  %40 = add i32 %39, 1
  %41 = and i32 %40, 255
  %42 = icmp eq i32 %41, 0
  br i1 %42, label %43, label %45

43:                                               ; preds = %38
  %44 = tail call i32 @sched_yield() #30
  br label %45

45:                                               ; preds = %43, %38
  %46 = load atomic i32, ptr %27 monotonic, align 8
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %30, label %38, !llvm.loop !22

48:                                               ; preds = %30, %23
  %49 = getelementptr inbounds nuw i8, ptr %26, i32 232
  %50 = load i32, ptr %49, align 8
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %150, label %52

52:                                               ; preds = %48
  %53 = getelementptr inbounds nuw i8, ptr %26, i32 24
  %54 = load i32, ptr %53, align 8
  %55 = icmp eq i32 %54, 0
  br i1 %55, label %60, label %56

56:                                               ; preds = %52
  %57 = getelementptr inbounds nuw i8, ptr %26, i32 280
  %58 = load i64, ptr %57, align 8
  %59 = trunc i64 %58 to i32
  br label %67

60:                                               ; preds = %52
  %61 = getelementptr inbounds nuw i8, ptr %26, i32 12
  %62 = load i32, ptr %61, align 4
  %63 = getelementptr inbounds nuw i8, ptr %26, i32 280
  %64 = load i64, ptr %63, align 8
  %65 = trunc i64 %64 to i32
  %66 = icmp eq i32 %62, 0
  br i1 %66, label %150, label %67

67:                                               ; preds = %60, %56
  %68 = phi i32 [ %59, %56 ], [ %65, %60 ]
  %69 = phi i32 [ %54, %56 ], [ %62, %60 ]
  %70 = inttoptr i32 %68 to ptr
  %71 = getelementptr inbounds nuw i8, ptr %26, i32 80
  %72 = getelementptr inbounds nuw i8, ptr %26, i32 32
  %73 = getelementptr inbounds nuw i8, ptr %26, i32 16
  br label %74

74:                                               ; preds = %146, %67
  %75 = phi i32 [ %25, %67 ], [ %147, %146 ]
  %76 = phi i32 [ 0, %67 ], [ %148, %146 ]
  %77 = load i32, ptr %53, align 8
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %88, label %79

79:                                               ; preds = %74
  %80 = load i64, ptr %71, align 8
  %81 = trunc i64 %80 to i32
  %82 = inttoptr i32 %81 to ptr
  %83 = getelementptr inbounds nuw i8, ptr %82, i32 %76
  %84 = load i8, ptr %83, align 1
  %85 = icmp eq i8 %84, 0
  br i1 %85, label %86, label %88

86:                                               ; preds = %79
  %87 = getelementptr inbounds nuw i8, ptr %70, i32 %76
  store i8 0, ptr %87, align 1
  br label %146

88:                                               ; preds = %79, %74
  %89 = load i64, ptr %72, align 8
  %90 = zext i32 %76 to i64
  %91 = load i32, ptr %73, align 8
  %92 = zext i32 %91 to i64
  %93 = mul nuw i64 %92, %90
  %94 = add i64 %93, %89
  %95 = load i32, ptr %49, align 8
  %96 = trunc i64 %94 to i32
  %97 = add i32 %95, -1
  %98 = add i32 %97, %96
  %99 = inttoptr i32 %98 to ptr
  %100 = getelementptr inbounds nuw i8, ptr %70, i32 %76
  store i8 0, ptr %100, align 1
  %101 = icmp eq i32 %98, 0
  br i1 %101, label %146, label %102

102:                                              ; preds = %88
  %103 = zext i32 %98 to i64
  %104 = load i64, ptr %19, align 8
  %105 = trunc i64 %104 to i32
  %106 = inttoptr i32 %105 to ptr
  %107 = tail call i64 %106() #30
  %108 = load i64, ptr %20, align 8
  %109 = icmp eq i64 %108, 0
  br i1 %109, label %127, label %110

110:                                              ; preds = %102
  %111 = trunc i64 %108 to i32
  br label %112

112:                                              ; preds = %122, %110
  %113 = phi i32 [ %111, %110 ], [ %126, %122 ]
  %114 = inttoptr i32 %113 to ptr
  %115 = getelementptr inbounds nuw i8, ptr %114, i32 472
  %116 = load atomic i64, ptr %115 monotonic, align 8
  %117 = icmp eq i64 %116, %107
  br i1 %117, label %118, label %122

118:                                              ; preds = %112
  %119 = getelementptr inbounds nuw i8, ptr %114, i32 264
  %120 = load i64, ptr %119, align 8
  %121 = icmp eq i64 %120, %103
  br i1 %121, label %146, label %122

122:                                              ; preds = %118, %112
  %123 = getelementptr inbounds nuw i8, ptr %114, i32 480
  %124 = load i64, ptr %123, align 8
  %125 = icmp eq i64 %124, 0
  %126 = trunc i64 %124 to i32
  br i1 %125, label %127, label %112, !llvm.loop !103

127:                                              ; preds = %122, %102
  %128 = atomicrmw xchg ptr %99, i32 1 acquire, align 4
  %129 = icmp eq i32 %128, 0
  %130 = zext i1 %129 to i8
  store i8 %130, ptr %100, align 1
  %131 = icmp eq i32 %75, 0
  %132 = select i1 %129, i1 true, i1 %131
  br i1 %132, label %146, label %133

133:                                              ; preds = %127, %140
  %134 = phi i32 [ %135, %140 ], [ %75, %127 ]
  %135 = add i32 %134, -1
  %136 = and i32 %135, 63
  %137 = icmp eq i32 %136, 0
  br i1 %137, label %138, label %140

138:                                              ; preds = %133
  %139 = tail call i32 @sched_yield() #30
  br label %140

140:                                              ; preds = %138, %133
  %141 = atomicrmw xchg ptr %99, i32 1 acquire, align 4
  %142 = icmp eq i32 %141, 0
  %143 = zext i1 %142 to i8
  store i8 %143, ptr %100, align 1
  %144 = icmp eq i32 %135, 0
  %145 = or i1 %144, %142
  br i1 %145, label %146, label %133, !llvm.loop !104

146:                                              ; preds = %118, %140, %127, %88, %86
  %147 = phi i32 [ %75, %88 ], [ %75, %86 ], [ %135, %140 ], [ %75, %127 ], [ %75, %118 ]
  %148 = add nuw i32 %76, 1
  %149 = icmp eq i32 %148, %69
  br i1 %149, label %150, label %74, !llvm.loop !105

150:                                              ; preds = %146, %48, %60
  %151 = phi i32 [ %25, %60 ], [ %25, %48 ], [ %147, %146 ]
  %152 = load i32, ptr %26, align 8
  %153 = and i32 %152, -5
  %154 = icmp eq i32 %153, 27
  br i1 %154, label %155, label %217

155:                                              ; preds = %150
  %156 = getelementptr inbounds nuw i8, ptr %26, i32 128
  %157 = load atomic i64, ptr %156 acquire, align 8
  %158 = getelementptr inbounds nuw i8, ptr %26, i32 280
  store i64 %157, ptr %158, align 8
  %159 = getelementptr inbounds nuw i8, ptr %26, i32 120
  %160 = load i64, ptr %159, align 8
  %161 = icmp eq i64 %157, %160
  br i1 %161, label %217, label %162

162:                                              ; preds = %155
  %163 = getelementptr inbounds nuw i8, ptr %26, i32 112
  %164 = getelementptr inbounds nuw i8, ptr %26, i32 12
  br label %165

165:                                              ; preds = %208, %162
  %166 = phi i64 [ %157, %162 ], [ %214, %208 ]
  %167 = load i64, ptr %163, align 8
  %168 = trunc i64 %167 to i32
  %169 = inttoptr i32 %168 to ptr
  %170 = load i32, ptr %164, align 4
  %171 = add i32 %170, -1
  %172 = zext i32 %171 to i64
  %173 = and i64 %166, %172
  %174 = lshr i64 %173, 3
  %175 = trunc nuw nsw i64 %174 to i32
  %176 = getelementptr inbounds nuw %struct.record, ptr %169, i32 %175
  %177 = getelementptr inbounds nuw i8, ptr %176, i32 4
  %178 = load atomic i32, ptr %177 acquire, align 4
  %179 = and i32 %178, 3
  %180 = icmp eq i32 %179, 1
  br i1 %180, label %181, label %208

181:                                              ; preds = %165
  %182 = lshr i32 %178, 2
  %183 = load i64, ptr %19, align 8
  %184 = trunc i64 %183 to i32
  %185 = inttoptr i32 %184 to ptr
  %186 = tail call i64 %185() #30
  %187 = load i64, ptr %20, align 8
  %188 = icmp eq i64 %187, 0
  br i1 %188, label %206, label %189

189:                                              ; preds = %181
  %190 = trunc i64 %187 to i32
  br label %191

191:                                              ; preds = %201, %189
  %192 = phi i32 [ %190, %189 ], [ %205, %201 ]
  %193 = inttoptr i32 %192 to ptr
  %194 = getelementptr inbounds nuw i8, ptr %193, i32 472
  %195 = load atomic i64, ptr %194 monotonic, align 8
  %196 = icmp eq i64 %195, %186
  br i1 %196, label %197, label %201

197:                                              ; preds = %191
  %198 = getelementptr inbounds nuw i8, ptr %193, i32 160
  %199 = load i32, ptr %198, align 8
  %200 = icmp eq i32 %199, %182
  br i1 %200, label %208, label %201

201:                                              ; preds = %197, %191
  %202 = getelementptr inbounds nuw i8, ptr %193, i32 480
  %203 = load i64, ptr %202, align 8
  %204 = icmp eq i64 %203, 0
  %205 = trunc i64 %203 to i32
  br i1 %204, label %206, label %191, !llvm.loop !103

206:                                              ; preds = %201, %181
  %207 = atomicrmw or ptr %176, i32 -2147483648 monotonic, align 4
  br label %208

208:                                              ; preds = %197, %206, %165
  %209 = load atomic i32, ptr %176 monotonic, align 4
  %210 = and i32 %209, 2147483647
  %211 = add nuw i32 %210, 15
  %212 = and i32 %211, -8
  %213 = zext i32 %212 to i64
  %214 = add i64 %166, %213
  %215 = load i64, ptr %159, align 8
  %216 = icmp eq i64 %214, %215
  br i1 %216, label %217, label %165, !llvm.loop !106

217:                                              ; preds = %208, %155, %150
  %218 = getelementptr inbounds nuw i8, ptr %26, i32 296
  %219 = load i64, ptr %218, align 8
  %220 = icmp eq i64 %219, 0
  %221 = trunc i64 %219 to i32
  br i1 %220, label %22, label %23, !llvm.loop !107
}

; Function Attrs: nounwind
define hidden void @pp_fork_parent(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  tail call fastcc void @end_fork(ptr noundef %0, i32 noundef 0) #28
  ret void
}

; Function Attrs: nounwind
define internal fastcc void @end_fork(ptr noundef captures(none) %0, i32 noundef range(i32 0, 2) %1) unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %12, label %6

6:                                                ; preds = %2
  %7 = icmp eq i32 %1, 0
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %10 = icmp ne i32 %1, 0
  %11 = trunc i64 %4 to i32
  br label %13

12:                                               ; preds = %210, %2
  store atomic i32 0, ptr %0 release, align 8
  ret void

13:                                               ; preds = %6, %210
  %14 = phi i32 [ %11, %6 ], [ %215, %210 ]
  %15 = inttoptr i32 %14 to ptr
  %16 = getelementptr inbounds nuw i8, ptr %15, i32 232
  %17 = load i32, ptr %16, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %99, label %19

19:                                               ; preds = %13
  %20 = getelementptr inbounds nuw i8, ptr %15, i32 24
  %21 = load i32, ptr %20, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %27, label %23

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %15, i32 280
  %25 = load i64, ptr %24, align 8
  %26 = trunc i64 %25 to i32
  br label %34

27:                                               ; preds = %19
  %28 = getelementptr inbounds nuw i8, ptr %15, i32 12
  %29 = load i32, ptr %28, align 4
  %30 = getelementptr inbounds nuw i8, ptr %15, i32 280
  %31 = load i64, ptr %30, align 8
  %32 = trunc i64 %31 to i32
  %33 = icmp eq i32 %29, 0
  br i1 %33, label %99, label %34

34:                                               ; preds = %27, %23
  %35 = phi i32 [ %26, %23 ], [ %32, %27 ]
  %36 = phi i32 [ %21, %23 ], [ %29, %27 ]
  %37 = inttoptr i32 %35 to ptr
  %38 = getelementptr inbounds nuw i8, ptr %15, i32 80
  %39 = getelementptr inbounds nuw i8, ptr %15, i32 32
  %40 = getelementptr inbounds nuw i8, ptr %15, i32 16
  br label %41

41:                                               ; preds = %96, %34
  %42 = phi i32 [ 0, %34 ], [ %97, %96 ]
  %43 = load i32, ptr %20, align 8
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %52, label %45

45:                                               ; preds = %41
  %46 = load i64, ptr %38, align 8
  %47 = trunc i64 %46 to i32
  %48 = inttoptr i32 %47 to ptr
  %49 = getelementptr inbounds nuw i8, ptr %48, i32 %42
  %50 = load i8, ptr %49, align 1
  %51 = icmp eq i8 %50, 0
  br i1 %51, label %96, label %52

52:                                               ; preds = %45, %41
  %53 = load i64, ptr %39, align 8
  %54 = zext i32 %42 to i64
  %55 = load i32, ptr %40, align 8
  %56 = zext i32 %55 to i64
  %57 = mul nuw i64 %56, %54
  %58 = add i64 %57, %53
  %59 = load i32, ptr %16, align 8
  %60 = trunc i64 %58 to i32
  %61 = add i32 %59, -1
  %62 = add i32 %61, %60
  %63 = inttoptr i32 %62 to ptr
  %64 = icmp eq i32 %62, 0
  br i1 %64, label %96, label %65

65:                                               ; preds = %52
  %66 = getelementptr inbounds nuw i8, ptr %37, i32 %42
  %67 = load i8, ptr %66, align 1
  %68 = icmp eq i8 %67, 0
  br i1 %68, label %69, label %95

69:                                               ; preds = %65
  br i1 %7, label %96, label %70

70:                                               ; preds = %69
  %71 = zext i32 %62 to i64
  %72 = load i64, ptr %8, align 8
  %73 = trunc i64 %72 to i32
  %74 = inttoptr i32 %73 to ptr
  %75 = tail call i64 %74() #30
  %76 = load i64, ptr %9, align 8
  %77 = icmp eq i64 %76, 0
  br i1 %77, label %95, label %78

78:                                               ; preds = %70
  %79 = trunc i64 %76 to i32
  br label %80

80:                                               ; preds = %90, %78
  %81 = phi i32 [ %79, %78 ], [ %94, %90 ]
  %82 = inttoptr i32 %81 to ptr
  %83 = getelementptr inbounds nuw i8, ptr %82, i32 472
  %84 = load atomic i64, ptr %83 monotonic, align 8
  %85 = icmp eq i64 %84, %75
  br i1 %85, label %86, label %90

86:                                               ; preds = %80
  %87 = getelementptr inbounds nuw i8, ptr %82, i32 264
  %88 = load i64, ptr %87, align 8
  %89 = icmp eq i64 %88, %71
  br i1 %89, label %96, label %90

90:                                               ; preds = %86, %80
  %91 = getelementptr inbounds nuw i8, ptr %82, i32 480
  %92 = load i64, ptr %91, align 8
  %93 = icmp eq i64 %92, 0
  %94 = trunc i64 %92 to i32
  br i1 %93, label %95, label %80, !llvm.loop !103

95:                                               ; preds = %90, %70, %65
  store atomic i32 0, ptr %63 release, align 4
  br label %96

96:                                               ; preds = %86, %95, %69, %52, %45
  %97 = add nuw i32 %42, 1
  %98 = icmp eq i32 %97, %36
  br i1 %98, label %99, label %41, !llvm.loop !108

99:                                               ; preds = %96, %13, %27
  %100 = load i32, ptr %15, align 8
  %101 = and i32 %100, -5
  %102 = icmp eq i32 %101, 27
  %103 = and i1 %10, %102
  br i1 %103, label %104, label %142

104:                                              ; preds = %99
  %105 = getelementptr inbounds nuw i8, ptr %15, i32 128
  %106 = load i64, ptr %105, align 8
  %107 = getelementptr inbounds nuw i8, ptr %15, i32 120
  %108 = load i64, ptr %107, align 8
  %109 = icmp eq i64 %106, %108
  br i1 %109, label %142, label %110

110:                                              ; preds = %104
  %111 = getelementptr inbounds nuw i8, ptr %15, i32 112
  %112 = getelementptr inbounds nuw i8, ptr %15, i32 12
  br label %113

113:                                              ; preds = %131, %110
  %114 = phi i64 [ %108, %110 ], [ %132, %131 ]
  %115 = phi i64 [ %106, %110 ], [ %138, %131 ]
  %116 = load i64, ptr %111, align 8
  %117 = trunc i64 %116 to i32
  %118 = inttoptr i32 %117 to ptr
  %119 = load i32, ptr %112, align 4
  %120 = add i32 %119, -1
  %121 = zext i32 %120 to i64
  %122 = and i64 %115, %121
  %123 = lshr i64 %122, 3
  %124 = trunc nuw nsw i64 %123 to i32
  %125 = getelementptr inbounds nuw %struct.record, ptr %118, i32 %124
  %126 = load i32, ptr %125, align 4
  %127 = icmp sgt i32 %126, -1
  br i1 %127, label %131, label %128

128:                                              ; preds = %113
  %129 = getelementptr inbounds nuw i8, ptr %125, i32 4
  store i32 3, ptr %129, align 4
  %130 = load i64, ptr %107, align 8
  br label %131

131:                                              ; preds = %128, %113
  %132 = phi i64 [ %130, %128 ], [ %114, %113 ]
  %133 = load atomic i32, ptr %125 monotonic, align 4
  %134 = and i32 %133, 2147483647
  %135 = add nuw i32 %134, 15
  %136 = and i32 %135, -8
  %137 = zext i32 %136 to i64
  %138 = add i64 %115, %137
  %139 = icmp eq i64 %138, %132
  br i1 %139, label %140, label %113, !llvm.loop !109

140:                                              ; preds = %131
  %141 = load i32, ptr %15, align 8
  br label %142

142:                                              ; preds = %140, %104, %99
  %143 = phi i32 [ %141, %140 ], [ %100, %104 ], [ %100, %99 ]
  %144 = icmp eq i32 %143, 31
  %145 = and i1 %10, %144
  br i1 %145, label %146, label %174

146:                                              ; preds = %142
  %147 = getelementptr inbounds nuw i8, ptr %15, i32 148
  %148 = load i32, ptr %147, align 4
  %149 = lshr i32 %148, 1
  %150 = load i64, ptr %8, align 8
  %151 = trunc i64 %150 to i32
  %152 = inttoptr i32 %151 to ptr
  %153 = tail call i64 %152() #30
  %154 = load i64, ptr %9, align 8
  %155 = icmp eq i64 %154, 0
  br i1 %155, label %173, label %156

156:                                              ; preds = %146
  %157 = trunc i64 %154 to i32
  br label %158

158:                                              ; preds = %168, %156
  %159 = phi i32 [ %157, %156 ], [ %172, %168 ]
  %160 = inttoptr i32 %159 to ptr
  %161 = getelementptr inbounds nuw i8, ptr %160, i32 472
  %162 = load atomic i64, ptr %161 monotonic, align 8
  %163 = icmp eq i64 %162, %153
  br i1 %163, label %164, label %168

164:                                              ; preds = %158
  %165 = getelementptr inbounds nuw i8, ptr %160, i32 160
  %166 = load i32, ptr %165, align 8
  %167 = icmp eq i32 %166, %149
  br i1 %167, label %174, label %168

168:                                              ; preds = %164, %158
  %169 = getelementptr inbounds nuw i8, ptr %160, i32 480
  %170 = load i64, ptr %169, align 8
  %171 = icmp eq i64 %170, 0
  %172 = trunc i64 %170 to i32
  br i1 %171, label %173, label %158, !llvm.loop !103

173:                                              ; preds = %168, %146
  store i32 0, ptr %147, align 4
  br label %174

174:                                              ; preds = %164, %173, %142
  %175 = load i32, ptr %15, align 8
  %176 = and i32 %175, -5
  %177 = icmp eq i32 %176, 27
  br i1 %177, label %178, label %210

178:                                              ; preds = %174
  %179 = getelementptr inbounds nuw i8, ptr %15, i32 280
  %180 = load i64, ptr %179, align 8
  %181 = getelementptr inbounds nuw i8, ptr %15, i32 120
  %182 = load i64, ptr %181, align 8
  %183 = icmp eq i64 %180, %182
  br i1 %183, label %210, label %184

184:                                              ; preds = %178
  %185 = getelementptr inbounds nuw i8, ptr %15, i32 112
  %186 = getelementptr inbounds nuw i8, ptr %15, i32 12
  br label %187

187:                                              ; preds = %187, %184
  %188 = phi i64 [ %180, %184 ], [ %207, %187 ]
  %189 = load i64, ptr %185, align 8
  %190 = trunc i64 %189 to i32
  %191 = inttoptr i32 %190 to ptr
  %192 = load i32, ptr %186, align 4
  %193 = add i32 %192, -1
  %194 = zext i32 %193 to i64
  %195 = and i64 %188, %194
  %196 = lshr i64 %195, 3
  %197 = trunc nuw nsw i64 %196 to i32
  %198 = getelementptr inbounds nuw %struct.record, ptr %191, i32 %197
  %199 = getelementptr inbounds nuw i8, ptr %198, i32 4
  %200 = load atomic i32, ptr %199 acquire, align 4
  %201 = atomicrmw and ptr %198, i32 2147483647 monotonic, align 4
  %202 = load atomic i32, ptr %198 monotonic, align 4
  %203 = and i32 %202, 2147483647
  %204 = add nuw i32 %203, 15
  %205 = and i32 %204, -8
  %206 = zext i32 %205 to i64
  %207 = add i64 %188, %206
  %208 = load i64, ptr %181, align 8
  %209 = icmp eq i64 %207, %208
  br i1 %209, label %210, label %187, !llvm.loop !106

210:                                              ; preds = %187, %178, %174
  %211 = getelementptr inbounds nuw i8, ptr %15, i32 88
  store atomic i32 0, ptr %211 release, align 8
  %212 = getelementptr inbounds nuw i8, ptr %15, i32 296
  %213 = load i64, ptr %212, align 8
  %214 = icmp eq i64 %213, 0
  %215 = trunc i64 %213 to i32
  br i1 %214, label %12, label %13, !llvm.loop !110
}

; Function Attrs: nounwind
define hidden void @pp_fork_child(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  tail call fastcc void @end_fork(ptr noundef %0, i32 noundef 1) #28
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %9, label %6

6:                                                ; preds = %1
  %7 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %8 = trunc i64 %4 to i32
  br label %10

9:                                                ; preds = %22, %1
  ret void

10:                                               ; preds = %6, %22
  %11 = phi i32 [ %8, %6 ], [ %39, %22 ]
  %12 = inttoptr i32 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %12, i32 164
  %14 = load i32, ptr %13, align 4
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %16, label %22

16:                                               ; preds = %10
  %17 = getelementptr inbounds nuw i8, ptr %12, i32 264
  %18 = load i64, ptr %17, align 8
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %20, label %22

20:                                               ; preds = %16
  %21 = getelementptr inbounds nuw i8, ptr %12, i32 472
  store i64 0, ptr %21, align 8
  br label %22

22:                                               ; preds = %20, %16, %10
  %23 = getelementptr inbounds nuw i8, ptr %12, i32 152
  %24 = load i64, ptr %23, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #29
  %25 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #30
  %26 = load i64, ptr %2, align 8
  %27 = mul i64 %26, 1000000000
  %28 = load i64, ptr %7, align 8
  %29 = add i64 %27, %28
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #29
  %30 = xor i64 %29, %24
  %31 = mul i64 %30, -7046029254386353131
  %32 = call i32 @getpid() #30
  %33 = zext i32 %32 to i64
  %34 = xor i64 %31, %33
  %35 = or i64 %34, 1
  store i64 %35, ptr %23, align 8
  %36 = getelementptr inbounds nuw i8, ptr %12, i32 480
  %37 = load i64, ptr %36, align 8
  %38 = icmp eq i64 %37, 0
  %39 = trunc i64 %37 to i32
  br i1 %38, label %9, label %10, !llvm.loop !111
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @allowed_behind(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 120
  %10 = load i64, ptr %9, align 8
  %11 = trunc i64 %10 to i32
  %12 = inttoptr i32 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %16 = load i64, ptr %15, align 8
  %17 = icmp ult i64 %1, %14
  %18 = icmp ugt i64 %1, %16
  %19 = or i1 %17, %18
  %20 = sub nuw i64 %16, %1
  %21 = icmp ugt i64 %2, %20
  %22 = select i1 %19, i1 true, i1 %21
  br i1 %22, label %30, label %23

23:                                               ; preds = %4
  %24 = icmp eq i32 %3, 0
  br i1 %24, label %84, label %25

25:                                               ; preds = %23
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %27 = load i64, ptr %26, align 8
  %28 = and i64 %27, 2
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %30, label %84

30:                                               ; preds = %25, %4
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %34 = load i64, ptr %33, align 8
  %35 = icmp ult i64 %1, %32
  %36 = icmp ugt i64 %1, %34
  %37 = or i1 %35, %36
  %38 = sub nuw i64 %34, %1
  %39 = icmp ugt i64 %2, %38
  %40 = select i1 %37, i1 true, i1 %39
  br i1 %40, label %49, label %41

41:                                               ; preds = %30
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %43 = load i64, ptr %42, align 8
  %44 = icmp eq i32 %3, 0
  %45 = select i1 %44, i32 4, i32 1
  %46 = zext nneg i32 %45 to i64
  %47 = and i64 %43, %46
  %48 = icmp eq i64 %47, 0
  br i1 %48, label %49, label %84

49:                                               ; preds = %41, %30
  %50 = sub i64 %10, %6
  %51 = icmp ult i64 %50, 193
  %52 = icmp ult i32 %7, %11
  %53 = and i1 %51, %52
  br i1 %53, label %54, label %82, !prof !112

54:                                               ; preds = %49
  %55 = icmp eq i32 %3, 0
  %56 = select i1 %55, i32 2, i32 1
  br label %57

57:                                               ; preds = %54, %79
  %58 = phi ptr [ %8, %54 ], [ %80, %79 ]
  %59 = getelementptr inbounds nuw i8, ptr %58, i32 8
  %60 = load i64, ptr %59, align 8
  %61 = getelementptr inbounds nuw i8, ptr %58, i32 16
  %62 = load i64, ptr %61, align 8
  %63 = icmp ult i64 %1, %60
  %64 = icmp ugt i64 %1, %62
  %65 = or i1 %63, %64
  %66 = sub nuw i64 %62, %1
  %67 = icmp ugt i64 %2, %66
  %68 = select i1 %65, i1 true, i1 %67
  %69 = icmp eq i64 %60, 0
  %70 = or i1 %69, %68
  br i1 %70, label %79, label %71

71:                                               ; preds = %57
  %72 = load i64, ptr %58, align 8
  %73 = trunc i64 %72 to i32
  %74 = inttoptr i32 %73 to ptr
  %75 = getelementptr inbounds nuw i8, ptr %74, i32 108
  %76 = load i32, ptr %75, align 4
  %77 = and i32 %76, %56
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %84, label %79

79:                                               ; preds = %57, %71
  %80 = getelementptr inbounds nuw i8, ptr %58, i32 24
  %81 = icmp ult ptr %80, %12
  br i1 %81, label %57, label %82, !llvm.loop !113

82:                                               ; preds = %79, %49
  %83 = tail call fastcc i32 @allowed_beside(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #28
  br label %84

84:                                               ; preds = %71, %82, %41, %23, %25
  %85 = phi i32 [ 1, %25 ], [ 1, %23 ], [ %83, %82 ], [ 1, %41 ], [ 1, %71 ]
  ret i32 %85
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @allowed_beside(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %6 = load i64, ptr %5, align 8
  %7 = trunc i64 %6 to i32
  %8 = inttoptr i32 %7 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 104
  %10 = load i64, ptr %9, align 8
  %11 = trunc i64 %10 to i32
  %12 = inttoptr i32 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 344
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 112
  %16 = load i64, ptr %15, align 8
  %17 = icmp eq i64 %14, %16
  br i1 %17, label %18, label %29

18:                                               ; preds = %4
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 352
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 328
  %22 = load i64, ptr %21, align 8
  %23 = icmp eq i64 %20, %22
  br i1 %23, label %24, label %29

24:                                               ; preds = %18
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 336
  %26 = load i64, ptr %25, align 8
  %27 = trunc i64 %26 to i32
  %28 = inttoptr i32 %27 to ptr
  br label %29

29:                                               ; preds = %4, %18, %24
  %30 = phi ptr [ %28, %24 ], [ null, %18 ], [ null, %4 ]
  %31 = icmp eq i32 %3, 0
  br i1 %31, label %32, label %65

32:                                               ; preds = %29
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 528
  %34 = load i64, ptr %33, align 8
  %35 = trunc i64 %34 to i32
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %65, label %37

37:                                               ; preds = %32
  %38 = inttoptr i32 %35 to ptr
  %39 = load i64, ptr %38, align 8
  %40 = and i64 %39, 2048
  %41 = icmp eq i64 %40, 0
  br i1 %41, label %65, label %42

42:                                               ; preds = %37
  %43 = getelementptr inbounds nuw i8, ptr %38, i32 14088
  %44 = ptrtoint ptr %43 to i32
  %45 = zext i32 %44 to i64
  %46 = sub i64 %1, %45
  %47 = getelementptr inbounds nuw i8, ptr %38, i32 14080
  %48 = load i64, ptr %47, align 8
  %49 = mul i64 %48, 96
  %50 = icmp ult i64 %46, %49
  br i1 %50, label %51, label %65

51:                                               ; preds = %42
  %52 = udiv i64 %46, 96
  %53 = trunc i64 %52 to i32
  %54 = getelementptr inbounds nuw %struct.open_socket, ptr %43, i32 %53
  %55 = ptrtoint ptr %54 to i32
  %56 = zext i32 %55 to i64
  %57 = add nuw nsw i64 %56, 80
  %58 = icmp uge i64 %1, %56
  %59 = icmp ule i64 %1, %57
  %60 = and i1 %58, %59
  %61 = sub nuw i64 %57, %1
  %62 = icmp ule i64 %2, %61
  %63 = select i1 %60, i1 %62, i1 false
  %64 = zext i1 %63 to i32
  br label %148

65:                                               ; preds = %29, %42, %32, %37
  %66 = icmp eq ptr %30, null
  br i1 %66, label %86, label %67

67:                                               ; preds = %65
  %68 = getelementptr inbounds nuw i8, ptr %30, i32 256
  %69 = load i64, ptr %68, align 8
  %70 = icmp eq i64 %69, 0
  br i1 %70, label %86, label %71

71:                                               ; preds = %67
  %72 = getelementptr inbounds nuw i8, ptr %30, i32 264
  %73 = load i64, ptr %72, align 8
  %74 = icmp ult i64 %1, %69
  %75 = icmp ugt i64 %1, %73
  %76 = or i1 %74, %75
  %77 = sub nuw i64 %73, %1
  %78 = icmp ugt i64 %2, %77
  %79 = select i1 %76, i1 true, i1 %78
  br i1 %79, label %86, label %80

80:                                               ; preds = %71
  %81 = getelementptr inbounds nuw i8, ptr %30, i32 108
  %82 = load i32, ptr %81, align 4
  %83 = select i1 %31, i32 2, i32 1
  %84 = and i32 %82, %83
  %85 = icmp eq i32 %84, 0
  br i1 %85, label %148, label %86

86:                                               ; preds = %80, %71, %67, %65
  %87 = getelementptr inbounds nuw i8, ptr %0, i32 456
  %88 = load i64, ptr %87, align 8
  %89 = getelementptr inbounds nuw i8, ptr %0, i32 464
  %90 = load i64, ptr %89, align 8
  %91 = icmp ult i64 %1, %88
  %92 = icmp ugt i64 %1, %90
  %93 = or i1 %91, %92
  %94 = sub nuw i64 %90, %1
  %95 = icmp ugt i64 %2, %94
  %96 = select i1 %93, i1 true, i1 %95
  br i1 %96, label %97, label %148

97:                                               ; preds = %86
  %98 = icmp ult i32 %7, %11
  br i1 %98, label %99, label %118

99:                                               ; preds = %97, %115
  %100 = phi ptr [ %116, %115 ], [ %8, %97 ]
  %101 = load i64, ptr %100, align 8
  %102 = getelementptr inbounds nuw i8, ptr %100, i32 8
  %103 = load i64, ptr %102, align 8
  %104 = icmp ult i64 %1, %101
  %105 = icmp ugt i64 %1, %103
  %106 = or i1 %104, %105
  %107 = sub nuw i64 %103, %1
  %108 = icmp ugt i64 %2, %107
  %109 = select i1 %106, i1 true, i1 %108
  br i1 %109, label %115, label %110

110:                                              ; preds = %99
  br i1 %31, label %148, label %111

111:                                              ; preds = %110
  %112 = getelementptr inbounds nuw i8, ptr %100, i32 16
  %113 = load i64, ptr %112, align 8
  %114 = icmp eq i64 %113, 0
  br i1 %114, label %115, label %148

115:                                              ; preds = %99, %111
  %116 = getelementptr inbounds nuw i8, ptr %100, i32 24
  %117 = icmp ult ptr %116, %12
  br i1 %117, label %99, label %118, !llvm.loop !114

118:                                              ; preds = %115, %97
  br i1 %31, label %119, label %146

119:                                              ; preds = %118
  %120 = getelementptr inbounds nuw i8, ptr %0, i32 224
  %121 = load i64, ptr %120, align 8
  %122 = add i64 %121, 1122576
  %123 = icmp ult i64 %1, %121
  %124 = icmp ugt i64 %1, %122
  %125 = or i1 %123, %124
  %126 = sub nuw i64 %122, %1
  %127 = icmp ugt i64 %2, %126
  %128 = select i1 %125, i1 true, i1 %127
  br i1 %128, label %146, label %129

129:                                              ; preds = %119
  %130 = sub nuw i64 %1, %121
  %131 = freeze i64 %130
  %132 = udiv i64 %131, 4112
  %133 = mul i64 %132, 4112
  %134 = sub i64 %131, %133
  %135 = add i64 %134, %2
  %136 = getelementptr inbounds nuw i8, ptr %0, i32 232
  %137 = load i64, ptr %136, align 8
  %138 = trunc i64 %137 to i32
  %139 = inttoptr i32 %138 to ptr
  %140 = trunc i64 %132 to i32
  %141 = getelementptr inbounds nuw i32, ptr %139, i32 %140
  %142 = load i32, ptr %141, align 4
  %143 = zext i32 %142 to i64
  %144 = icmp ule i64 %135, %143
  %145 = zext i1 %144 to i32
  br label %148

146:                                              ; preds = %119, %118
  %147 = tail call fastcc i32 @allowed_inside(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #28
  br label %148

148:                                              ; preds = %110, %111, %86, %80, %146, %129, %51
  %149 = phi i32 [ %64, %51 ], [ 1, %80 ], [ 1, %86 ], [ %147, %146 ], [ %145, %129 ], [ 1, %111 ], [ 1, %110 ]
  ret i32 %149
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @allowed_inside(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = tail call fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) #28
  %6 = icmp eq ptr %5, null
  br i1 %6, label %110, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i32 256
  %9 = load i64, ptr %8, align 8
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %27, label %11

11:                                               ; preds = %7
  %12 = getelementptr inbounds nuw i8, ptr %5, i32 264
  %13 = load i64, ptr %12, align 8
  %14 = icmp ult i64 %1, %9
  %15 = icmp ugt i64 %1, %13
  %16 = or i1 %14, %15
  %17 = sub nuw i64 %13, %1
  %18 = icmp ugt i64 %2, %17
  %19 = select i1 %16, i1 true, i1 %18
  br i1 %19, label %27, label %20

20:                                               ; preds = %11
  %21 = getelementptr inbounds nuw i8, ptr %5, i32 108
  %22 = load i32, ptr %21, align 4
  %23 = icmp eq i32 %3, 0
  %24 = select i1 %23, i32 2, i32 1
  %25 = and i32 %22, %24
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %110, label %27

27:                                               ; preds = %20, %11, %7
  %28 = load i32, ptr %5, align 8
  %29 = and i32 %28, -5
  %30 = icmp eq i32 %29, 27
  br i1 %30, label %31, label %110

31:                                               ; preds = %27
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %110, label %35

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %5, i32 32
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr inbounds nuw i8, ptr %5, i32 40
  %39 = load i64, ptr %38, align 8
  %40 = icmp ult i64 %1, %37
  %41 = icmp ugt i64 %1, %39
  %42 = or i1 %40, %41
  %43 = sub nuw i64 %39, %1
  %44 = icmp ugt i64 %2, %43
  %45 = select i1 %42, i1 true, i1 %44
  br i1 %45, label %110, label %46

46:                                               ; preds = %35
  %47 = sub nuw i64 %1, %37
  %48 = getelementptr inbounds nuw i8, ptr %5, i32 112
  %49 = load i64, ptr %48, align 8
  %50 = trunc i64 %49 to i32
  %51 = inttoptr i32 %50 to ptr
  %52 = getelementptr inbounds nuw i8, ptr %5, i32 12
  %53 = load i32, ptr %52, align 4
  %54 = lshr i32 %53, 3
  %55 = add nsw i32 %54, -1
  %56 = zext i32 %55 to i64
  %57 = lshr i64 %47, 3
  br label %58

58:                                               ; preds = %69, %46
  %59 = phi i64 [ %57, %46 ], [ %60, %69 ]
  %60 = add nsw i64 %59, -1
  %61 = icmp eq i64 %59, 0
  br i1 %61, label %110, label %62

62:                                               ; preds = %58
  %63 = trunc i64 %60 to i32
  %64 = and i32 %55, %63
  %65 = getelementptr inbounds nuw %struct.record, ptr %51, i32 %64
  %66 = getelementptr inbounds nuw i8, ptr %65, i32 4
  %67 = load atomic i32, ptr %66 acquire, align 4
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %69, label %79

69:                                               ; preds = %62
  %70 = and i64 %60, 63
  %71 = icmp eq i64 %70, 0
  br i1 %71, label %72, label %58, !llvm.loop !115

72:                                               ; preds = %69
  %73 = load atomic i32, ptr %65 monotonic, align 4
  %74 = zext i32 %73 to i64
  %75 = icmp ult i64 %60, %74
  br i1 %75, label %110, label %76

76:                                               ; preds = %72
  %77 = sub nuw i64 %60, %74
  %78 = trunc i64 %77 to i32
  br label %79

79:                                               ; preds = %62, %76
  %80 = phi i32 [ %78, %76 ], [ %63, %62 ]
  %81 = phi i64 [ %77, %76 ], [ %60, %62 ]
  %82 = load i64, ptr %36, align 8
  %83 = shl i64 %81, 3
  %84 = add i64 %83, 8
  %85 = add i64 %84, %82
  %86 = icmp ugt i64 %81, %56
  %87 = getelementptr inbounds nuw %struct.record, ptr %51, i32 %80
  %88 = icmp eq i32 %50, 0
  %89 = select i1 %86, i1 true, i1 %88
  br i1 %89, label %110, label %90

90:                                               ; preds = %79
  %91 = getelementptr inbounds nuw i8, ptr %87, i32 4
  %92 = load atomic i32, ptr %91 acquire, align 4
  %93 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %94 = load i32, ptr %93, align 8
  %95 = shl i32 %94, 2
  %96 = or disjoint i32 %95, 1
  %97 = icmp eq i32 %92, %96
  br i1 %97, label %98, label %110

98:                                               ; preds = %90
  %99 = load atomic i32, ptr %87 monotonic, align 4
  %100 = and i32 %99, 2147483647
  %101 = zext nneg i32 %100 to i64
  %102 = add i64 %85, %101
  %103 = icmp uge i64 %1, %85
  %104 = icmp ule i64 %1, %102
  %105 = and i1 %103, %104
  %106 = sub nuw i64 %102, %1
  %107 = icmp ule i64 %2, %106
  %108 = select i1 %105, i1 %107, i1 false
  %109 = zext i1 %108 to i32
  br label %110

110:                                              ; preds = %58, %98, %90, %79, %72, %35, %31, %27, %20, %4
  %111 = phi i32 [ 1, %20 ], [ 0, %4 ], [ 0, %27 ], [ 0, %31 ], [ 0, %35 ], [ 0, %90 ], [ 0, %79 ], [ %109, %98 ], [ 0, %72 ], [ 0, %58 ]
  ret i32 %111
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.bswap.i64(i64) #21

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.bswap.i32(i32) #21

; Function Attrs: nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @common_bits(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef range(i32 1, 0) %2) unnamed_addr #22 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %5 = load i32, ptr %4, align 4
  %6 = add i32 %5, -4
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = add i32 %2, -1
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %13 = load i32, ptr %12, align 4
  %14 = mul i32 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %10, i32 %14
  %16 = getelementptr inbounds nuw i8, ptr %15, i32 4
  %17 = load i64, ptr %1, align 8
  %18 = icmp ugt i32 %6, 7
  br i1 %18, label %19, label %22

19:                                               ; preds = %3
  %20 = load i64, ptr %16, align 1
  %21 = tail call i64 @llvm.bswap.i64(i64 %20)
  br label %41

22:                                               ; preds = %3
  switch i32 %5, label %28 [
    i32 8, label %23
    i32 4, label %41
  ]

23:                                               ; preds = %22
  %24 = load i32, ptr %16, align 1
  %25 = tail call i32 @llvm.bswap.i32(i32 %24)
  %26 = zext i32 %25 to i64
  %27 = shl nuw i64 %26, 32
  br label %41

28:                                               ; preds = %22, %28
  %29 = phi i32 [ %39, %28 ], [ 0, %22 ]
  %30 = phi i64 [ %38, %28 ], [ 0, %22 ]
  %31 = getelementptr inbounds nuw i8, ptr %16, i32 %29
  %32 = load i8, ptr %31, align 1
  %33 = zext i8 %32 to i64
  %34 = shl nuw nsw i32 %29, 3
  %35 = sub nuw nsw i32 56, %34
  %36 = zext nneg i32 %35 to i64
  %37 = shl nuw i64 %33, %36
  %38 = or i64 %37, %30
  %39 = add nuw nsw i32 %29, 1
  %40 = icmp eq i32 %39, %6
  br i1 %40, label %41, label %28, !llvm.loop !24

41:                                               ; preds = %28, %19, %22, %23
  %42 = phi i64 [ %21, %19 ], [ %27, %23 ], [ 0, %22 ], [ %38, %28 ]
  %43 = icmp eq i64 %17, %42
  br i1 %43, label %44, label %48

44:                                               ; preds = %41
  %45 = icmp ugt i32 %6, 8
  br i1 %45, label %46, label %119

46:                                               ; preds = %44
  %47 = getelementptr inbounds nuw i8, ptr %1, i32 16
  br label %52

48:                                               ; preds = %41
  %49 = xor i64 %42, %17
  %50 = tail call range(i64 0, 65) i64 @llvm.ctlz.i64(i64 %49, i1 true)
  %51 = trunc nuw nsw i64 %50 to i32
  br label %121

52:                                               ; preds = %46, %116
  %53 = phi i32 [ 8, %46 ], [ %117, %116 ]
  %54 = getelementptr inbounds nuw i8, ptr %47, i32 %53
  %55 = sub nuw i32 %6, %53
  %56 = icmp ugt i32 %55, 7
  br i1 %56, label %77, label %57

57:                                               ; preds = %52
  switch i32 %55, label %64 [
    i32 4, label %58
    i32 0, label %116
  ]

58:                                               ; preds = %57
  %59 = load i32, ptr %54, align 1
  %60 = tail call i32 @llvm.bswap.i32(i32 %59)
  %61 = zext i32 %60 to i64
  %62 = shl nuw i64 %61, 32
  %63 = getelementptr inbounds nuw i8, ptr %16, i32 %53
  br label %86

64:                                               ; preds = %57, %64
  %65 = phi i32 [ %75, %64 ], [ 0, %57 ]
  %66 = phi i64 [ %74, %64 ], [ 0, %57 ]
  %67 = getelementptr inbounds nuw i8, ptr %54, i32 %65
  %68 = load i8, ptr %67, align 1
  %69 = zext i8 %68 to i64
  %70 = shl nuw nsw i32 %65, 3
  %71 = sub nuw nsw i32 56, %70
  %72 = zext nneg i32 %71 to i64
  %73 = shl nuw i64 %69, %72
  %74 = or i64 %73, %66
  %75 = add nuw nsw i32 %65, 1
  %76 = icmp eq i32 %75, %55
  br i1 %76, label %83, label %64, !llvm.loop !24

77:                                               ; preds = %52
  %78 = load i64, ptr %54, align 1
  %79 = tail call i64 @llvm.bswap.i64(i64 %78)
  %80 = getelementptr inbounds nuw i8, ptr %16, i32 %53
  %81 = load i64, ptr %80, align 1
  %82 = tail call i64 @llvm.bswap.i64(i64 %81)
  br label %106

83:                                               ; preds = %64
  %84 = getelementptr inbounds nuw i8, ptr %16, i32 %53
  %85 = icmp eq i32 %55, 4
  br i1 %85, label %86, label %93

86:                                               ; preds = %83, %58
  %87 = phi ptr [ %63, %58 ], [ %84, %83 ]
  %88 = phi i64 [ %62, %58 ], [ %74, %83 ]
  %89 = load i32, ptr %87, align 1
  %90 = tail call i32 @llvm.bswap.i32(i32 %89)
  %91 = zext i32 %90 to i64
  %92 = shl nuw i64 %91, 32
  br label %106

93:                                               ; preds = %83, %93
  %94 = phi i32 [ %104, %93 ], [ 0, %83 ]
  %95 = phi i64 [ %103, %93 ], [ 0, %83 ]
  %96 = getelementptr inbounds nuw i8, ptr %84, i32 %94
  %97 = load i8, ptr %96, align 1
  %98 = zext i8 %97 to i64
  %99 = shl nuw nsw i32 %94, 3
  %100 = sub nuw nsw i32 56, %99
  %101 = zext nneg i32 %100 to i64
  %102 = shl nuw i64 %98, %101
  %103 = or i64 %102, %95
  %104 = add nuw nsw i32 %94, 1
  %105 = icmp eq i32 %104, %55
  br i1 %105, label %106, label %93, !llvm.loop !24

106:                                              ; preds = %93, %77, %86
  %107 = phi i64 [ %79, %77 ], [ %88, %86 ], [ %74, %93 ]
  %108 = phi i64 [ %82, %77 ], [ %92, %86 ], [ %103, %93 ]
  %109 = icmp eq i64 %107, %108
  br i1 %109, label %116, label %110

110:                                              ; preds = %106
  %111 = xor i64 %108, %107
  %112 = shl i32 %53, 3
  %113 = tail call range(i64 0, 65) i64 @llvm.ctlz.i64(i64 %111, i1 true)
  %114 = trunc nuw nsw i64 %113 to i32
  %115 = or disjoint i32 %112, %114
  br label %121

116:                                              ; preds = %57, %106
  %117 = add i32 %53, 8
  %118 = icmp ult i32 %117, %6
  br i1 %118, label %52, label %119, !llvm.loop !116

119:                                              ; preds = %116, %44
  %120 = shl i32 %6, 3
  br label %121

121:                                              ; preds = %119, %110, %48
  %122 = phi i32 [ %51, %48 ], [ %115, %110 ], [ %120, %119 ]
  ret i32 %122
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @walk_again(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef %2) unnamed_addr #23 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %5 = load i64, ptr %4, align 8
  %6 = trunc i64 %5 to i32
  %7 = inttoptr i32 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %9 = load atomic i64, ptr %8 monotonic, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %11 = load i32, ptr %10, align 8
  %12 = zext nneg i32 %11 to i64
  %13 = shl nsw i64 -1, %12
  %14 = xor i64 %13, -1
  %15 = shl i32 %11, 1
  %16 = or disjoint i32 %15, 1
  %17 = zext nneg i32 %16 to i64
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %20 = zext nneg i32 %15 to i64
  %21 = shl nuw i64 1, %20
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %23 = getelementptr inbounds nuw i8, ptr %1, i32 16
  br label %24

24:                                               ; preds = %99, %3
  %25 = phi i32 [ 0, %3 ], [ %50, %99 ]
  %26 = phi i32 [ 0, %3 ], [ %72, %99 ]
  %27 = phi i64 [ %9, %3 ], [ %102, %99 ]
  %28 = lshr i64 %27, %12
  %29 = and i64 %28, %14
  %30 = trunc i64 %29 to i32
  %31 = lshr i64 %27, %17
  %32 = trunc i64 %31 to i32
  %33 = icmp eq i32 %30, 0
  br i1 %33, label %49, label %34

34:                                               ; preds = %24
  %35 = load i64, ptr %18, align 8
  %36 = trunc i64 %35 to i32
  %37 = inttoptr i32 %36 to ptr
  %38 = load i32, ptr %19, align 4
  br label %39

39:                                               ; preds = %34, %54
  %40 = phi i32 [ 3, %34 ], [ %59, %54 ]
  %41 = phi i32 [ %30, %34 ], [ %58, %54 ]
  %42 = add i32 %41, -1
  %43 = mul i32 %38, %42
  %44 = getelementptr inbounds nuw i8, ptr %37, i32 %43
  %45 = load i32, ptr %44, align 1
  %46 = icmp ugt i32 %45, %2
  br i1 %46, label %54, label %49

47:                                               ; preds = %54
  %48 = select i1 %60, i32 %58, i32 %25
  br label %49

49:                                               ; preds = %39, %47, %24
  %50 = phi i32 [ %25, %24 ], [ %48, %47 ], [ %41, %39 ]
  %51 = and i64 %27, %14
  %52 = trunc i64 %51 to i32
  %53 = icmp eq i32 %52, 0
  br i1 %53, label %103, label %63

54:                                               ; preds = %39
  %55 = getelementptr i32, ptr %7, i32 %41
  %56 = getelementptr i8, ptr %55, i32 -4
  %57 = load atomic i32, ptr %56 monotonic, align 4
  %58 = freeze i32 %57
  %59 = add nsw i32 %40, -1
  %60 = icmp ne i32 %58, 0
  %61 = icmp ne i32 %59, 0
  %62 = select i1 %60, i1 %61, i1 false
  br i1 %62, label %39, label %47, !llvm.loop !117

63:                                               ; preds = %49
  %64 = and i64 %21, %27
  %65 = icmp eq i64 %64, 0
  %66 = icmp ule i32 %26, %32
  %67 = mul i32 %32, 3
  %68 = icmp ult i32 %67, %2
  %69 = and i1 %66, %68
  %70 = select i1 %65, i1 %69, i1 false
  br i1 %70, label %71, label %103

71:                                               ; preds = %63
  %72 = add i32 %32, 1
  %73 = load i64, ptr %22, align 8
  %74 = trunc i64 %73 to i32
  %75 = inttoptr i32 %74 to ptr
  %76 = shl i32 %52, 6
  %77 = getelementptr inbounds nuw i8, ptr %75, i32 %76
  %78 = icmp ult i32 %32, 21
  br i1 %78, label %79, label %85

79:                                               ; preds = %71
  %80 = load i64, ptr %1, align 8
  %81 = zext nneg i32 %67 to i64
  %82 = shl i64 %80, %81
  %83 = lshr i64 %82, 61
  %84 = trunc nuw nsw i64 %83 to i32
  br label %99

85:                                               ; preds = %71
  %86 = lshr i32 %67, 3
  %87 = getelementptr inbounds nuw i8, ptr %23, i32 %86
  %88 = load i8, ptr %87, align 1
  %89 = zext i8 %88 to i32
  %90 = shl nuw nsw i32 %89, 8
  %91 = getelementptr inbounds nuw i8, ptr %87, i32 1
  %92 = load i8, ptr %91, align 1
  %93 = zext i8 %92 to i32
  %94 = or disjoint i32 %90, %93
  %95 = and i32 %67, 7
  %96 = sub nuw nsw i32 13, %95
  %97 = lshr i32 %94, %96
  %98 = and i32 %97, 7
  br label %99

99:                                               ; preds = %85, %79
  %100 = phi i32 [ %84, %79 ], [ %98, %85 ]
  %101 = getelementptr inbounds nuw i64, ptr %77, i32 %100
  %102 = load atomic i64, ptr %101 monotonic, align 8
  br label %24, !llvm.loop !118

103:                                              ; preds = %63, %49
  ret i32 %50
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.ctlz.i64(i64, i1 immarg) #24

declare i32 @sched_yield() local_unnamed_addr #8

; Function Attrs: nounwind
define internal fastcc range(i64 -22, 1) i64 @update_locked(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, i64 noundef %3, i32 noundef %4) unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %1, i32 232
  %7 = load i32, ptr %6, align 8
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %135, label %9

9:                                                ; preds = %5
  %10 = icmp eq ptr %0, null
  br i1 %10, label %15, label %11

11:                                               ; preds = %9
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %13 = load i64, ptr %12, align 8
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %135

15:                                               ; preds = %11, %9
  %16 = getelementptr inbounds nuw i8, ptr %1, i32 32
  %17 = load i64, ptr %16, align 8
  %18 = zext i32 %2 to i64
  %19 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %20 = load i32, ptr %19, align 8
  %21 = zext i32 %20 to i64
  %22 = mul nuw i64 %21, %18
  %23 = add i64 %22, %17
  %24 = trunc i64 %23 to i32
  %25 = add i32 %7, -1
  %26 = add i32 %25, %24
  %27 = inttoptr i32 %26 to ptr
  %28 = atomicrmw xchg ptr %27, i32 1 acquire, align 4
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %76, label %30

30:                                               ; preds = %15
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 12
  br label %37

33:                                               ; preds = %64, %37
  %34 = phi i32 [ %38, %37 ], [ %43, %64 ]
  %35 = atomicrmw xchg ptr %27, i32 1 acquire, align 4
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %76, label %37, !llvm.loop !58

37:                                               ; preds = %33, %30
  %38 = phi i32 [ 0, %30 ], [ %34, %33 ]
  %39 = load atomic i32, ptr %27 monotonic, align 4
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %33, label %41

41:                                               ; preds = %37, %64
  %42 = phi i32 [ %43, %64 ], [ %38, %37 ]
  %43 = add i32 %42, 1
  %44 = icmp ugt i32 %43, 268435455
  br i1 %44, label %67, label %45

45:                                               ; preds = %41
  %46 = and i32 %43, 262143
  %47 = icmp ne i32 %46, 0
  %48 = or i1 %10, %47
  br i1 %48, label %59, label %49

49:                                               ; preds = %45
  %50 = load i32, ptr %31, align 8
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %54, label %52

52:                                               ; preds = %49
  %53 = and i32 %4, 1048575
  store i32 %53, ptr %32, align 4
  br label %135

54:                                               ; preds = %49
  %55 = load i32, ptr %32, align 4
  %56 = and i32 %55, 1048575
  %57 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %56) #28
  %58 = icmp eq i64 %57, 0
  br i1 %58, label %68, label %59

59:                                               ; preds = %54, %45
  %60 = and i32 %43, 1023
  %61 = icmp eq i32 %60, 0
  br i1 %61, label %62, label %64

62:                                               ; preds = %59
  %63 = tail call i32 @sched_yield() #30
  br label %64

64:                                               ; preds = %62, %59
  %65 = load atomic i32, ptr %27 monotonic, align 4
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %33, label %41, !llvm.loop !59

67:                                               ; preds = %41
  br i1 %10, label %135, label %68

68:                                               ; preds = %54, %67
  %69 = load i32, ptr %31, align 8
  %70 = and i32 %4, 1048575
  store i32 %70, ptr %32, align 4
  %71 = icmp eq i32 %69, 0
  br i1 %71, label %72, label %135

72:                                               ; preds = %68
  %73 = zext i32 %26 to i64
  store i32 6, ptr %31, align 8
  %74 = getelementptr inbounds nuw i8, ptr %0, i32 16
  store i64 %73, ptr %74, align 8
  %75 = getelementptr inbounds nuw i8, ptr %0, i32 24
  store i64 4, ptr %75, align 8
  br label %135

76:                                               ; preds = %33, %15
  %77 = load i64, ptr %16, align 8
  %78 = load i32, ptr %19, align 8
  %79 = zext i32 %78 to i64
  %80 = mul nuw i64 %79, %18
  %81 = add i64 %80, %77
  %82 = trunc i64 %81 to i32
  %83 = inttoptr i32 %82 to ptr
  %84 = trunc i64 %3 to i32
  %85 = inttoptr i32 %84 to ptr
  %86 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %87 = load i32, ptr %86, align 8
  %88 = icmp eq i32 %87, 0
  br i1 %88, label %134, label %89

89:                                               ; preds = %76
  %90 = getelementptr inbounds nuw i8, ptr %1, i32 236
  br label %91

91:                                               ; preds = %131, %89
  %92 = phi i32 [ %87, %89 ], [ %132, %131 ]
  %93 = phi i32 [ 0, %89 ], [ %119, %131 ]
  %94 = load i32, ptr %6, align 8
  %95 = icmp eq i32 %94, 0
  br i1 %95, label %104, label %96

96:                                               ; preds = %91
  %97 = add i32 %94, -1
  %98 = icmp uge i32 %97, %93
  %99 = icmp ult i32 %97, %92
  %100 = and i1 %98, %99
  %101 = add i32 %94, 3
  %102 = select i1 %100, i32 %97, i32 %92
  %103 = select i1 %100, i32 %101, i32 %92
  br label %104

104:                                              ; preds = %96, %91
  %105 = phi i32 [ %102, %96 ], [ %92, %91 ]
  %106 = phi i32 [ %103, %96 ], [ %92, %91 ]
  %107 = load i32, ptr %90, align 4
  %108 = icmp eq i32 %107, 0
  br i1 %108, label %117, label %109

109:                                              ; preds = %104
  %110 = add i32 %107, -1
  %111 = icmp uge i32 %110, %93
  %112 = icmp ult i32 %110, %105
  %113 = and i1 %111, %112
  %114 = add i32 %107, 15
  %115 = select i1 %113, i32 %110, i32 %105
  %116 = select i1 %113, i32 %114, i32 %106
  br label %117

117:                                              ; preds = %109, %104
  %118 = phi i32 [ %115, %109 ], [ %105, %104 ]
  %119 = phi i32 [ %116, %109 ], [ %106, %104 ]
  %120 = getelementptr inbounds nuw i8, ptr %83, i32 %93
  %121 = getelementptr inbounds nuw i8, ptr %85, i32 %93
  %122 = sub i32 %118, %93
  %123 = icmp ult i32 %122, 262145
  br i1 %123, label %124, label %125

124:                                              ; preds = %117
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %120, ptr align 1 %121, i32 %122, i1 false)
  br label %131

125:                                              ; preds = %117
  %126 = zext i32 %122 to i64
  %127 = ptrtoint ptr %121 to i32
  %128 = zext i32 %127 to i64
  %129 = ptrtoint ptr %120 to i32
  %130 = zext i32 %129 to i64
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %130, i64 noundef %128, i64 noundef %126) #28
  br label %131

131:                                              ; preds = %125, %124
  %132 = load i32, ptr %86, align 8
  %133 = icmp ult i32 %119, %132
  br i1 %133, label %91, label %134, !llvm.loop !119

134:                                              ; preds = %131, %76
  store atomic i32 0, ptr %27 release, align 4
  br label %135

135:                                              ; preds = %52, %72, %68, %67, %5, %11, %134
  %136 = phi i64 [ -22, %5 ], [ 0, %134 ], [ -22, %11 ], [ -16, %67 ], [ -16, %68 ], [ -16, %72 ], [ -16, %52 ]
  ret i64 %136
}

; Function Attrs: nounwind
define internal fastcc void @put_value(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, i32 noundef %4, i32 noundef range(i32 0, 2) %5, i32 noundef range(i32 0, 2) %6) unnamed_addr #0 {
  %8 = icmp eq ptr %3, null
  %9 = getelementptr inbounds nuw i8, ptr %1, i32 144
  %10 = load i32, ptr %9, align 8
  br i1 %8, label %11, label %37

11:                                               ; preds = %7
  %12 = icmp eq i32 %10, 0
  br i1 %12, label %167, label %13

13:                                               ; preds = %11
  %14 = getelementptr inbounds nuw i8, ptr %1, i32 32
  %15 = zext i32 %2 to i64
  %16 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %17 = getelementptr inbounds nuw i8, ptr %1, i32 136
  %18 = getelementptr inbounds nuw i8, ptr %1, i32 8
  br label %19

19:                                               ; preds = %13, %19
  %20 = phi i32 [ 0, %13 ], [ %34, %19 ]
  %21 = load i64, ptr %14, align 8
  %22 = load i32, ptr %16, align 8
  %23 = zext i32 %22 to i64
  %24 = mul nuw i64 %23, %15
  %25 = add i64 %24, %21
  %26 = zext i32 %20 to i64
  %27 = load i64, ptr %17, align 8
  %28 = mul i64 %27, %26
  %29 = add i64 %25, %28
  %30 = trunc i64 %29 to i32
  %31 = inttoptr i32 %30 to ptr
  %32 = load i32, ptr %18, align 8
  %33 = tail call ptr @memset(ptr noundef %31, i32 noundef 0, i32 noundef %32) #30
  %34 = add nuw i32 %20, 1
  %35 = load i32, ptr %9, align 8
  %36 = icmp ult i32 %34, %35
  br i1 %36, label %19, label %167, !llvm.loop !120

37:                                               ; preds = %7
  switch i32 %10, label %68 [
    i32 1, label %38
    i32 0, label %167
  ]

38:                                               ; preds = %37
  %39 = getelementptr inbounds nuw i8, ptr %1, i32 232
  %40 = load i32, ptr %39, align 8
  %41 = getelementptr inbounds nuw i8, ptr %1, i32 236
  %42 = load i32, ptr %41, align 4
  %43 = or i32 %42, %40
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %45, label %68

45:                                               ; preds = %38
  %46 = load i32, ptr %1, align 8
  %47 = and i32 %46, -2
  %48 = icmp eq i32 %47, 12
  br i1 %48, label %68, label %49

49:                                               ; preds = %45
  %50 = getelementptr inbounds nuw i8, ptr %1, i32 32
  %51 = load i64, ptr %50, align 8
  %52 = zext i32 %2 to i64
  %53 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %54 = load i32, ptr %53, align 8
  %55 = zext i32 %54 to i64
  %56 = mul nuw i64 %55, %52
  %57 = add i64 %56, %51
  %58 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %59 = load i32, ptr %58, align 8
  %60 = icmp ult i32 %59, 262145
  br i1 %60, label %61, label %64

61:                                               ; preds = %49
  %62 = trunc i64 %57 to i32
  %63 = inttoptr i32 %62 to ptr
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %63, ptr nonnull align 1 %3, i32 %59, i1 false)
  br label %167

64:                                               ; preds = %49
  %65 = zext i32 %59 to i64
  %66 = ptrtoint ptr %3 to i32
  %67 = zext i32 %66 to i64
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %57, i64 noundef %67, i64 noundef %65) #28
  br label %167

68:                                               ; preds = %37, %38, %45
  %69 = getelementptr inbounds nuw i8, ptr %1, i32 32
  %70 = zext i32 %2 to i64
  %71 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %72 = getelementptr inbounds nuw i8, ptr %1, i32 136
  %73 = icmp eq i32 %5, 0
  %74 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %75 = icmp eq i32 %6, 0
  %76 = getelementptr inbounds nuw i8, ptr %1, i32 232
  %77 = getelementptr inbounds nuw i8, ptr %1, i32 236
  %78 = icmp ne i32 %6, 0
  br label %79

79:                                               ; preds = %68, %163
  %80 = phi i32 [ 0, %68 ], [ %164, %163 ]
  %81 = load i64, ptr %69, align 8
  %82 = load i32, ptr %71, align 8
  %83 = zext i32 %82 to i64
  %84 = mul nuw i64 %83, %70
  %85 = add i64 %84, %81
  %86 = zext i32 %80 to i64
  %87 = load i64, ptr %72, align 8
  %88 = mul i64 %87, %86
  %89 = add i64 %85, %88
  %90 = trunc i64 %89 to i32
  %91 = inttoptr i32 %90 to ptr
  %92 = load i32, ptr %1, align 8
  %93 = and i32 %92, -2
  %94 = icmp eq i32 %93, 12
  br i1 %94, label %95, label %98

95:                                               ; preds = %79
  %96 = load i64, ptr %3, align 1
  %97 = atomicrmw xchg ptr %91, i64 %96 acq_rel, align 8
  br label %163

98:                                               ; preds = %79
  br i1 %73, label %104, label %99

99:                                               ; preds = %98
  %100 = mul i32 %82, %80
  %101 = getelementptr inbounds nuw i8, ptr %3, i32 %100
  %102 = load i32, ptr %74, align 8
  %103 = tail call ptr @memcpy(ptr noundef %91, ptr noundef nonnull %101, i32 noundef %102) #30
  br label %163

104:                                              ; preds = %98
  %105 = icmp eq i32 %80, %4
  br i1 %105, label %106, label %159

106:                                              ; preds = %104
  %107 = load i32, ptr %74, align 8
  %108 = icmp eq i32 %107, 0
  br i1 %108, label %163, label %109

109:                                              ; preds = %106, %156
  %110 = phi i32 [ %157, %156 ], [ %107, %106 ]
  %111 = phi i32 [ %137, %156 ], [ 0, %106 ]
  %112 = load i32, ptr %76, align 8
  %113 = icmp eq i32 %112, 0
  br i1 %113, label %122, label %114

114:                                              ; preds = %109
  %115 = add i32 %112, -1
  %116 = icmp uge i32 %115, %111
  %117 = icmp ult i32 %115, %110
  %118 = and i1 %116, %117
  %119 = add i32 %112, 3
  %120 = select i1 %118, i32 %115, i32 %110
  %121 = select i1 %118, i32 %119, i32 %110
  br label %122

122:                                              ; preds = %114, %109
  %123 = phi i32 [ %120, %114 ], [ %110, %109 ]
  %124 = phi i32 [ %121, %114 ], [ %110, %109 ]
  %125 = load i32, ptr %77, align 4
  %126 = icmp eq i32 %125, 0
  br i1 %126, label %135, label %127

127:                                              ; preds = %122
  %128 = add i32 %125, -1
  %129 = icmp uge i32 %128, %111
  %130 = icmp ult i32 %128, %123
  %131 = and i1 %129, %130
  %132 = add i32 %125, 15
  %133 = select i1 %131, i32 %128, i32 %123
  %134 = select i1 %131, i32 %132, i32 %124
  br label %135

135:                                              ; preds = %127, %122
  %136 = phi i32 [ %133, %127 ], [ %123, %122 ]
  %137 = phi i32 [ %134, %127 ], [ %124, %122 ]
  %138 = getelementptr inbounds nuw i8, ptr %91, i32 %111
  %139 = getelementptr inbounds nuw i8, ptr %3, i32 %111
  %140 = sub i32 %136, %111
  %141 = icmp ult i32 %140, 262145
  br i1 %141, label %142, label %143

142:                                              ; preds = %135
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %138, ptr nonnull align 1 %139, i32 %140, i1 false)
  br label %149

143:                                              ; preds = %135
  %144 = zext i32 %140 to i64
  %145 = ptrtoint ptr %139 to i32
  %146 = zext i32 %145 to i64
  %147 = ptrtoint ptr %138 to i32
  %148 = zext i32 %147 to i64
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %148, i64 noundef %146, i64 noundef %144) #28
  br label %149

149:                                              ; preds = %143, %142
  %150 = icmp ugt i32 %137, %136
  %151 = and i1 %78, %150
  br i1 %151, label %152, label %156

152:                                              ; preds = %149
  %153 = getelementptr inbounds nuw i8, ptr %91, i32 %136
  %154 = sub nuw i32 %137, %136
  %155 = tail call ptr @memset(ptr noundef %153, i32 noundef 0, i32 noundef %154) #30
  br label %156

156:                                              ; preds = %152, %149
  %157 = load i32, ptr %74, align 8
  %158 = icmp ult i32 %137, %157
  br i1 %158, label %109, label %163, !llvm.loop !119

159:                                              ; preds = %104
  br i1 %75, label %163, label %160

160:                                              ; preds = %159
  %161 = load i32, ptr %74, align 8
  %162 = tail call ptr @memset(ptr noundef %91, i32 noundef 0, i32 noundef %161) #30
  br label %163

163:                                              ; preds = %156, %106, %99, %159, %160, %95
  %164 = add nuw i32 %80, 1
  %165 = load i32, ptr %9, align 8
  %166 = icmp ult i32 %164, %165
  br i1 %166, label %79, label %167, !llvm.loop !121

167:                                              ; preds = %163, %19, %37, %11, %64, %61
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -28, 1) i64 @update_trie(ptr noundef captures(address) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) unnamed_addr #1 {
  %5 = alloca %struct.prefix, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #29
  %6 = call fastcc i32 @read_prefix(ptr noundef %0, i64 noundef %1, ptr noundef %5, i32 noundef 1) #28
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %138, label %8

8:                                                ; preds = %4
  %9 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %10 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %30, label %16

12:                                               ; preds = %27, %16
  %13 = phi i32 [ %17, %16 ], [ %22, %27 ]
  %14 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %30, label %16, !llvm.loop !21

16:                                               ; preds = %8, %12
  %17 = phi i32 [ %13, %12 ], [ 0, %8 ]
  %18 = load atomic i32, ptr %9 monotonic, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %12, label %20

20:                                               ; preds = %16, %27
  %21 = phi i32 [ %22, %27 ], [ %17, %16 ]
  %22 = add i32 %21, 1
  %23 = and i32 %22, 255
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %25, label %27

25:                                               ; preds = %20
  %26 = call i32 @sched_yield() #30
  br label %27

27:                                               ; preds = %25, %20
  %28 = load atomic i32, ptr %9 monotonic, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %12, label %20, !llvm.loop !22

30:                                               ; preds = %12, %8
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 92
  %32 = load i32, ptr %31, align 4
  %33 = add i32 %32, 1
  store atomic i32 %33, ptr %31 monotonic, align 4
  fence release
  %34 = trunc i64 %2 to i32
  %35 = inttoptr i32 %34 to ptr
  %36 = call fastcc i32 @trie_find(ptr noundef %0, ptr noundef nonnull %5) #28
  %37 = icmp ne i32 %36, 0
  %38 = icmp eq i64 %3, 1
  %39 = and i1 %38, %37
  br i1 %39, label %134, label %40

40:                                               ; preds = %30
  %41 = icmp eq i32 %36, 0
  %42 = icmp eq i64 %3, 2
  %43 = and i1 %42, %41
  br i1 %43, label %134, label %44

44:                                               ; preds = %40
  br i1 %37, label %51, label %45

45:                                               ; preds = %44
  %46 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %47 = load i32, ptr %46, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %49 = load i32, ptr %48, align 4
  %50 = icmp ult i32 %47, %49
  br i1 %50, label %51, label %134

51:                                               ; preds = %45, %44
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 100
  %53 = load i32, ptr %52, align 4
  %54 = icmp eq i32 %53, 0
  br i1 %54, label %63, label %55

55:                                               ; preds = %51
  %56 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %57 = load i64, ptr %56, align 8
  %58 = trunc i64 %57 to i32
  %59 = inttoptr i32 %58 to ptr
  %60 = getelementptr i32, ptr %59, i32 %53
  %61 = getelementptr i8, ptr %60, i32 -4
  %62 = load i32, ptr %61, align 4
  store i32 %62, ptr %52, align 4
  br label %73

63:                                               ; preds = %51
  %64 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %65 = load i64, ptr %64, align 8
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %67 = load i32, ptr %66, align 8
  %68 = zext i32 %67 to i64
  %69 = icmp ult i64 %65, %68
  br i1 %69, label %70, label %134

70:                                               ; preds = %63
  %71 = add nuw nsw i64 %65, 1
  store i64 %71, ptr %64, align 8
  %72 = trunc nuw i64 %71 to i32
  br label %73

73:                                               ; preds = %70, %55
  %74 = phi i32 [ %72, %70 ], [ %53, %55 ]
  %75 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %76 = load i64, ptr %75, align 8
  %77 = trunc i64 %76 to i32
  %78 = inttoptr i32 %77 to ptr
  %79 = add i32 %74, -1
  %80 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %81 = load i32, ptr %80, align 4
  %82 = mul i32 %81, %79
  %83 = getelementptr inbounds nuw i8, ptr %78, i32 %82
  %84 = getelementptr inbounds nuw i8, ptr %5, i32 12
  %85 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %86 = load i32, ptr %85, align 4
  %87 = call ptr @memcpy(ptr noundef %83, ptr noundef nonnull %84, i32 noundef %86) #30
  call fastcc void @put_value(ptr noundef null, ptr noundef nonnull %0, i32 noundef %79, ptr noundef %35, i32 noundef 0, i32 noundef 0, i32 noundef 1) #28
  %88 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %89 = load i64, ptr %88, align 8
  %90 = trunc i64 %89 to i32
  %91 = inttoptr i32 %90 to ptr
  %92 = getelementptr inbounds nuw i8, ptr %91, i32 %79
  store i8 1, ptr %92, align 1
  br i1 %37, label %93, label %130

93:                                               ; preds = %73
  call fastcc void @trie_replace(ptr noundef nonnull %0, ptr noundef nonnull %5, i32 noundef %36, i32 noundef %74) #28
  %94 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %95 = load i64, ptr %94, align 8
  %96 = load i64, ptr %88, align 8
  %97 = trunc i64 %96 to i32
  %98 = inttoptr i32 %97 to ptr
  %99 = add i32 %36, -1
  %100 = getelementptr inbounds nuw i8, ptr %98, i32 %99
  store i8 0, ptr %100, align 1
  %101 = getelementptr inbounds nuw i8, ptr %0, i32 236
  %102 = load i32, ptr %101, align 4
  %103 = icmp eq i32 %102, 0
  br i1 %103, label %110, label %104

104:                                              ; preds = %93
  %105 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %106 = load i64, ptr %105, align 8
  %107 = trunc i64 %106 to i32
  %108 = inttoptr i32 %107 to ptr
  %109 = getelementptr inbounds nuw %struct.timer, ptr %108, i32 %99
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %109, i8 0, i32 32, i1 false)
  br label %110

110:                                              ; preds = %104, %93
  %111 = load i32, ptr %0, align 8
  %112 = and i32 %111, -2
  %113 = icmp eq i32 %112, 12
  br i1 %113, label %114, label %125

114:                                              ; preds = %110
  %115 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %116 = load i64, ptr %115, align 8
  %117 = zext i32 %99 to i64
  %118 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %119 = load i32, ptr %118, align 8
  %120 = zext i32 %119 to i64
  %121 = mul nuw i64 %120, %117
  %122 = add i64 %121, %116
  %123 = trunc i64 %122 to i32
  %124 = inttoptr i32 %123 to ptr
  store atomic i64 0, ptr %124 release, align 8
  br label %125

125:                                              ; preds = %114, %110
  %126 = trunc i64 %95 to i32
  %127 = inttoptr i32 %126 to ptr
  %128 = load i32, ptr %52, align 4
  %129 = getelementptr inbounds nuw i32, ptr %127, i32 %99
  store i32 %128, ptr %129, align 4
  store i32 %36, ptr %52, align 4
  br label %134

130:                                              ; preds = %73
  call fastcc void @trie_add(ptr noundef nonnull %0, ptr noundef nonnull %5, i32 noundef %74) #28
  %131 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %132 = load i32, ptr %131, align 8
  %133 = add i32 %132, 1
  store i32 %133, ptr %131, align 8
  br label %134

134:                                              ; preds = %30, %40, %45, %63, %125, %130
  %135 = phi i64 [ -2, %40 ], [ -17, %30 ], [ 0, %125 ], [ -28, %45 ], [ 0, %130 ], [ -12, %63 ]
  %136 = load i32, ptr %31, align 4
  %137 = add i32 %136, 1
  store atomic i32 %137, ptr %31 release, align 4
  store atomic i32 0, ptr %9 release, align 8
  br label %138

138:                                              ; preds = %4, %134
  %139 = phi i64 [ %135, %134 ], [ -22, %4 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #29
  ret i64 %139
}

; Function Attrs: nounwind
define internal fastcc range(i64 -17, 1) i64 @hash_update(ptr noundef captures(none) %0, ptr noundef %1, ptr noundef %2, i64 noundef %3, i32 noundef %4, i32 noundef range(i32 0, 2) %5) unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %8 = load i64, ptr %7, align 8
  %9 = trunc i64 %8 to i32
  %10 = inttoptr i32 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %12 = load i64, ptr %11, align 8
  %13 = trunc i64 %12 to i32
  %14 = inttoptr i32 %13 to ptr
  %15 = getelementptr inbounds nuw i8, ptr %0, i32 104
  %16 = load i32, ptr %15, align 8
  %17 = zext i32 %16 to i64
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 4
  %19 = load i32, ptr %18, align 4
  %20 = mul nuw i64 %17, 4294967297
  %21 = xor i64 %20, -7046029254386353131
  %22 = or i64 %21, 1
  %23 = icmp ugt i32 %19, 7
  br i1 %23, label %24, label %41

24:                                               ; preds = %6
  %25 = zext i64 %22 to i128
  br label %26

26:                                               ; preds = %26, %24
  %27 = phi ptr [ %1, %24 ], [ %39, %26 ]
  %28 = phi i32 [ %19, %24 ], [ %38, %26 ]
  %29 = phi i64 [ %21, %24 ], [ %37, %26 ]
  %30 = load i64, ptr %27, align 1
  %31 = xor i64 %30, %29
  %32 = mul i64 %31, %22
  %33 = zext i64 %31 to i128
  %34 = mul nuw i128 %33, %25
  %35 = lshr i128 %34, 64
  %36 = trunc nuw i128 %35 to i64
  %37 = xor i64 %32, %36
  %38 = add i32 %28, -8
  %39 = getelementptr inbounds nuw i8, ptr %27, i32 8
  %40 = icmp ugt i32 %38, 7
  br i1 %40, label %26, label %41, !llvm.loop !15

41:                                               ; preds = %26, %6
  %42 = phi i64 [ %21, %6 ], [ %37, %26 ]
  %43 = phi i32 [ %19, %6 ], [ %38, %26 ]
  %44 = phi ptr [ %1, %6 ], [ %39, %26 ]
  %45 = icmp eq i32 %43, 0
  br i1 %45, label %78, label %46

46:                                               ; preds = %41
  %47 = icmp samesign ult i32 %43, 4
  br i1 %47, label %52, label %48

48:                                               ; preds = %46
  %49 = load i32, ptr %44, align 1
  %50 = zext i32 %49 to i64
  %51 = getelementptr inbounds nuw i8, ptr %44, i32 4
  br label %52

52:                                               ; preds = %48, %46
  %53 = phi i64 [ %50, %48 ], [ 0, %46 ]
  %54 = phi ptr [ %51, %48 ], [ %44, %46 ]
  %55 = and i32 %43, 3
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %68, label %57

57:                                               ; preds = %52, %57
  %58 = phi ptr [ %66, %57 ], [ %54, %52 ]
  %59 = phi i64 [ %64, %57 ], [ %53, %52 ]
  %60 = phi i32 [ %65, %57 ], [ %55, %52 ]
  %61 = shl i64 %59, 8
  %62 = load i8, ptr %58, align 1
  %63 = zext i8 %62 to i64
  %64 = or disjoint i64 %61, %63
  %65 = add nsw i32 %60, -1
  %66 = getelementptr inbounds nuw i8, ptr %58, i32 1
  %67 = icmp eq i32 %65, 0
  br i1 %67, label %68, label %57, !llvm.loop !16

68:                                               ; preds = %57, %52
  %69 = phi i64 [ %53, %52 ], [ %64, %57 ]
  %70 = xor i64 %69, %42
  %71 = mul i64 %70, %22
  %72 = zext i64 %70 to i128
  %73 = zext i64 %22 to i128
  %74 = mul nuw i128 %72, %73
  %75 = lshr i128 %74, 64
  %76 = trunc nuw i128 %75 to i64
  %77 = xor i64 %71, %76
  br label %78

78:                                               ; preds = %41, %68
  %79 = phi i64 [ %77, %68 ], [ %42, %41 ]
  %80 = mul i64 %79, -7046029254386353131
  %81 = lshr i64 %80, 32
  %82 = trunc nuw i64 %81 to i32
  %83 = getelementptr inbounds nuw i8, ptr %0, i32 24
  %84 = load i32, ptr %83, align 8
  %85 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %86 = load i64, ptr %85, align 8
  %87 = trunc i64 %86 to i32
  %88 = inttoptr i32 %87 to ptr
  %89 = getelementptr inbounds nuw i8, ptr %0, i32 28
  %90 = load i32, ptr %89, align 4
  %91 = and i32 %90, %82
  %92 = getelementptr inbounds nuw i32, ptr %88, i32 %91
  %93 = load atomic i32, ptr %92 monotonic, align 4
  %94 = icmp eq i32 %93, 0
  br i1 %94, label %152, label %95

95:                                               ; preds = %78
  %96 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %97 = getelementptr inbounds nuw i8, ptr %0, i32 20
  br label %98

98:                                               ; preds = %145, %95
  %99 = phi i32 [ %84, %95 ], [ %148, %145 ]
  %100 = phi i32 [ %93, %95 ], [ %147, %145 ]
  %101 = icmp ule i32 %100, %84
  %102 = icmp ne i32 %99, 0
  %103 = select i1 %101, i1 %102, i1 false
  br i1 %103, label %104, label %152

104:                                              ; preds = %98
  %105 = add i32 %100, -1
  %106 = getelementptr inbounds nuw i32, ptr %14, i32 %105
  %107 = load i32, ptr %106, align 4
  %108 = icmp eq i32 %107, %82
  br i1 %108, label %109, label %145

109:                                              ; preds = %104
  %110 = load i64, ptr %96, align 8
  %111 = trunc i64 %110 to i32
  %112 = inttoptr i32 %111 to ptr
  %113 = load i32, ptr %97, align 4
  %114 = mul i32 %113, %105
  %115 = getelementptr inbounds nuw i8, ptr %112, i32 %114
  br i1 %23, label %121, label %116

116:                                              ; preds = %128, %109
  %117 = phi ptr [ %115, %109 ], [ %131, %128 ]
  %118 = phi i32 [ %19, %109 ], [ %129, %128 ]
  %119 = phi ptr [ %1, %109 ], [ %130, %128 ]
  %120 = icmp eq i32 %118, 0
  br i1 %120, label %150, label %133

121:                                              ; preds = %109, %128
  %122 = phi ptr [ %130, %128 ], [ %1, %109 ]
  %123 = phi i32 [ %129, %128 ], [ %19, %109 ]
  %124 = phi ptr [ %131, %128 ], [ %115, %109 ]
  %125 = load i64, ptr %122, align 1
  %126 = load i64, ptr %124, align 1
  %127 = icmp eq i64 %125, %126
  br i1 %127, label %128, label %145

128:                                              ; preds = %121
  %129 = add i32 %123, -8
  %130 = getelementptr inbounds nuw i8, ptr %122, i32 8
  %131 = getelementptr inbounds nuw i8, ptr %124, i32 8
  %132 = icmp ugt i32 %129, 7
  br i1 %132, label %121, label %116, !llvm.loop !17

133:                                              ; preds = %116, %140
  %134 = phi ptr [ %142, %140 ], [ %119, %116 ]
  %135 = phi i32 [ %141, %140 ], [ %118, %116 ]
  %136 = phi ptr [ %143, %140 ], [ %117, %116 ]
  %137 = load i8, ptr %134, align 1
  %138 = load i8, ptr %136, align 1
  %139 = icmp eq i8 %137, %138
  br i1 %139, label %140, label %145

140:                                              ; preds = %133
  %141 = add nsw i32 %135, -1
  %142 = getelementptr inbounds nuw i8, ptr %134, i32 1
  %143 = getelementptr inbounds nuw i8, ptr %136, i32 1
  %144 = icmp eq i32 %141, 0
  br i1 %144, label %150, label %133, !llvm.loop !18

145:                                              ; preds = %121, %133, %104
  %146 = getelementptr inbounds nuw i32, ptr %10, i32 %105
  %147 = load atomic i32, ptr %146 monotonic, align 4
  %148 = add i32 %99, -1
  %149 = icmp eq i32 %147, 0
  br i1 %149, label %152, label %98, !llvm.loop !19

150:                                              ; preds = %116, %140
  %151 = icmp eq i64 %3, 1
  br i1 %151, label %401, label %154

152:                                              ; preds = %98, %145, %78
  %153 = icmp eq i64 %3, 2
  br i1 %153, label %401, label %159

154:                                              ; preds = %150
  %155 = getelementptr inbounds nuw i8, ptr %0, i32 144
  %156 = load i32, ptr %155, align 8
  %157 = icmp ugt i32 %156, 1
  br i1 %157, label %158, label %271

158:                                              ; preds = %154
  tail call fastcc void @put_value(ptr noundef null, ptr noundef nonnull %0, i32 noundef %105, ptr noundef %2, i32 noundef %4, i32 noundef %5, i32 noundef 0) #28
  br label %401

159:                                              ; preds = %152
  %160 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %161 = load i32, ptr %160, align 8
  %162 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %163 = load i32, ptr %162, align 4
  %164 = icmp ult i32 %161, %163
  br i1 %164, label %271, label %165

165:                                              ; preds = %159
  %166 = load i32, ptr %0, align 8
  %167 = add i32 %166, -11
  %168 = icmp ult i32 %167, -2
  br i1 %168, label %401, label %169

169:                                              ; preds = %165
  %170 = getelementptr inbounds nuw i8, ptr %0, i32 152
  %171 = load i64, ptr %170, align 8
  %172 = trunc i64 %171 to i32
  %173 = inttoptr i32 %172 to ptr
  %174 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %175 = load i64, ptr %174, align 8
  %176 = trunc i64 %175 to i32
  %177 = inttoptr i32 %176 to ptr
  %178 = zext i32 %84 to i64
  %179 = add nuw nsw i64 %178, 4096
  %180 = getelementptr inbounds nuw i8, ptr %0, i32 148
  br label %181

181:                                              ; preds = %267, %169
  %182 = phi i32 [ 0, %169 ], [ %268, %267 ]
  %183 = phi i64 [ %179, %169 ], [ %269, %267 ]
  %184 = load i32, ptr %180, align 4
  %185 = add i32 %184, 1
  %186 = load i32, ptr %83, align 8
  %187 = icmp ult i32 %185, %186
  %188 = select i1 %187, i32 %185, i32 0
  store i32 %188, ptr %180, align 4
  %189 = getelementptr inbounds nuw i8, ptr %177, i32 %184
  %190 = load i8, ptr %189, align 1
  %191 = icmp eq i8 %190, 0
  br i1 %191, label %267, label %192

192:                                              ; preds = %181
  %193 = getelementptr inbounds nuw i8, ptr %173, i32 %184
  %194 = load i8, ptr %193, align 1
  %195 = icmp ne i8 %194, 0
  %196 = icmp ult i32 %182, 4096
  %197 = select i1 %195, i1 %196, i1 false
  br i1 %197, label %198, label %200

198:                                              ; preds = %192
  store i8 0, ptr %193, align 1
  %199 = add nuw nsw i32 %182, 1
  br label %267

200:                                              ; preds = %192
  %201 = load i64, ptr %11, align 8
  %202 = trunc i64 %201 to i32
  %203 = inttoptr i32 %202 to ptr
  %204 = getelementptr inbounds nuw i32, ptr %203, i32 %184
  %205 = load i32, ptr %204, align 4
  %206 = load i64, ptr %7, align 8
  %207 = trunc i64 %206 to i32
  %208 = inttoptr i32 %207 to ptr
  %209 = load i64, ptr %85, align 8
  %210 = trunc i64 %209 to i32
  %211 = inttoptr i32 %210 to ptr
  %212 = load i32, ptr %89, align 4
  %213 = and i32 %212, %205
  %214 = getelementptr inbounds nuw i32, ptr %211, i32 %213
  %215 = load i32, ptr %214, align 4
  %216 = icmp eq i32 %215, %185
  br i1 %216, label %225, label %217

217:                                              ; preds = %200, %217
  %218 = phi i32 [ %221, %217 ], [ %215, %200 ]
  %219 = getelementptr i32, ptr %208, i32 %218
  %220 = getelementptr i8, ptr %219, i32 -4
  %221 = load i32, ptr %220, align 4
  %222 = icmp eq i32 %221, %185
  br i1 %222, label %223, label %217, !llvm.loop !25

223:                                              ; preds = %217
  %224 = getelementptr i8, ptr %219, i32 -4
  br label %225

225:                                              ; preds = %223, %200
  %226 = phi ptr [ %214, %200 ], [ %224, %223 ]
  %227 = getelementptr i32, ptr %208, i32 %185
  %228 = getelementptr i8, ptr %227, i32 -4
  %229 = load i32, ptr %228, align 4
  store atomic i32 %229, ptr %226 monotonic, align 4
  %230 = load i64, ptr %7, align 8
  %231 = load i64, ptr %174, align 8
  %232 = trunc i64 %231 to i32
  %233 = inttoptr i32 %232 to ptr
  %234 = getelementptr inbounds nuw i8, ptr %233, i32 %184
  store i8 0, ptr %234, align 1
  %235 = getelementptr inbounds nuw i8, ptr %0, i32 236
  %236 = load i32, ptr %235, align 4
  %237 = icmp eq i32 %236, 0
  br i1 %237, label %244, label %238

238:                                              ; preds = %225
  %239 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %240 = load i64, ptr %239, align 8
  %241 = trunc i64 %240 to i32
  %242 = inttoptr i32 %241 to ptr
  %243 = getelementptr inbounds nuw %struct.timer, ptr %242, i32 %184
  tail call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %243, i8 0, i32 32, i1 false)
  br label %244

244:                                              ; preds = %238, %225
  %245 = load i32, ptr %0, align 8
  %246 = and i32 %245, -2
  %247 = icmp eq i32 %246, 12
  br i1 %247, label %248, label %259

248:                                              ; preds = %244
  %249 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %250 = load i64, ptr %249, align 8
  %251 = zext i32 %184 to i64
  %252 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %253 = load i32, ptr %252, align 8
  %254 = zext i32 %253 to i64
  %255 = mul nuw i64 %254, %251
  %256 = add i64 %255, %250
  %257 = trunc i64 %256 to i32
  %258 = inttoptr i32 %257 to ptr
  store atomic i64 0, ptr %258 release, align 8
  br label %259

259:                                              ; preds = %248, %244
  %260 = trunc i64 %230 to i32
  %261 = inttoptr i32 %260 to ptr
  %262 = getelementptr inbounds nuw i8, ptr %0, i32 100
  %263 = load i32, ptr %262, align 4
  %264 = getelementptr inbounds nuw i32, ptr %261, i32 %184
  store i32 %263, ptr %264, align 4
  store i32 %185, ptr %262, align 4
  %265 = load i32, ptr %160, align 8
  %266 = add i32 %265, -1
  store i32 %266, ptr %160, align 8
  br label %271

267:                                              ; preds = %198, %181
  %268 = phi i32 [ %199, %198 ], [ %182, %181 ]
  %269 = add nsw i64 %183, -1
  %270 = icmp eq i64 %269, 0
  br i1 %270, label %271, label %181, !llvm.loop !122

271:                                              ; preds = %267, %259, %154, %159
  %272 = phi i1 [ true, %154 ], [ false, %159 ], [ false, %259 ], [ false, %267 ]
  %273 = phi i32 [ %100, %154 ], [ 0, %159 ], [ 0, %259 ], [ 0, %267 ]
  %274 = getelementptr inbounds nuw i8, ptr %0, i32 100
  %275 = load i32, ptr %274, align 4
  %276 = icmp eq i32 %275, 0
  br i1 %276, label %284, label %277

277:                                              ; preds = %271
  %278 = load i64, ptr %7, align 8
  %279 = trunc i64 %278 to i32
  %280 = inttoptr i32 %279 to ptr
  %281 = getelementptr i32, ptr %280, i32 %275
  %282 = getelementptr i8, ptr %281, i32 -4
  %283 = load i32, ptr %282, align 4
  store i32 %283, ptr %274, align 4
  br label %293

284:                                              ; preds = %271
  %285 = getelementptr inbounds nuw i8, ptr %0, i32 272
  %286 = load i64, ptr %285, align 8
  %287 = load i32, ptr %83, align 8
  %288 = zext i32 %287 to i64
  %289 = icmp ult i64 %286, %288
  br i1 %289, label %290, label %401

290:                                              ; preds = %284
  %291 = add nuw nsw i64 %286, 1
  store i64 %291, ptr %285, align 8
  %292 = trunc nuw i64 %291 to i32
  br label %293

293:                                              ; preds = %277, %290
  %294 = phi i32 [ %292, %290 ], [ %275, %277 ]
  %295 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %296 = load i64, ptr %295, align 8
  %297 = trunc i64 %296 to i32
  %298 = inttoptr i32 %297 to ptr
  %299 = add i32 %294, -1
  %300 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %301 = load i32, ptr %300, align 4
  %302 = mul i32 %301, %299
  %303 = getelementptr inbounds nuw i8, ptr %298, i32 %302
  %304 = load i32, ptr %18, align 4
  %305 = tail call ptr @memcpy(ptr noundef %303, ptr noundef %1, i32 noundef %304) #30
  tail call fastcc void @put_value(ptr noundef null, ptr noundef nonnull %0, i32 noundef %299, ptr noundef %2, i32 noundef %4, i32 noundef %5, i32 noundef 1) #28
  %306 = getelementptr inbounds nuw i32, ptr %14, i32 %299
  store i32 %82, ptr %306, align 4
  %307 = load i64, ptr %85, align 8
  %308 = trunc i64 %307 to i32
  %309 = inttoptr i32 %308 to ptr
  %310 = load i32, ptr %89, align 4
  %311 = and i32 %310, %82
  %312 = getelementptr inbounds nuw i32, ptr %309, i32 %311
  %313 = load i32, ptr %312, align 4
  %314 = getelementptr inbounds nuw i32, ptr %10, i32 %299
  store i32 %313, ptr %314, align 4
  %315 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %316 = load i64, ptr %315, align 8
  %317 = trunc i64 %316 to i32
  %318 = inttoptr i32 %317 to ptr
  %319 = getelementptr inbounds nuw i8, ptr %318, i32 %299
  store i8 1, ptr %319, align 1
  %320 = load i32, ptr %0, align 8
  %321 = add i32 %320, -11
  %322 = icmp ult i32 %321, -2
  br i1 %322, label %329, label %323

323:                                              ; preds = %293
  %324 = getelementptr inbounds nuw i8, ptr %0, i32 152
  %325 = load i64, ptr %324, align 8
  %326 = trunc i64 %325 to i32
  %327 = inttoptr i32 %326 to ptr
  %328 = getelementptr inbounds nuw i8, ptr %327, i32 %299
  store i8 0, ptr %328, align 1
  br label %329

329:                                              ; preds = %323, %293
  %330 = load i64, ptr %85, align 8
  %331 = trunc i64 %330 to i32
  %332 = inttoptr i32 %331 to ptr
  %333 = load i32, ptr %89, align 4
  %334 = and i32 %333, %82
  %335 = getelementptr inbounds nuw i32, ptr %332, i32 %334
  store atomic i32 %294, ptr %335 release, align 4
  %336 = getelementptr inbounds nuw i8, ptr %0, i32 96
  %337 = load i32, ptr %336, align 8
  %338 = add i32 %337, 1
  store i32 %338, ptr %336, align 8
  br i1 %272, label %339, label %401

339:                                              ; preds = %329
  %340 = load i64, ptr %7, align 8
  %341 = trunc i64 %340 to i32
  %342 = inttoptr i32 %341 to ptr
  %343 = load i64, ptr %85, align 8
  %344 = trunc i64 %343 to i32
  %345 = inttoptr i32 %344 to ptr
  %346 = load i32, ptr %89, align 4
  %347 = and i32 %346, %82
  %348 = getelementptr inbounds nuw i32, ptr %345, i32 %347
  %349 = load i32, ptr %348, align 4
  %350 = icmp eq i32 %349, %273
  br i1 %350, label %359, label %351

351:                                              ; preds = %339, %351
  %352 = phi i32 [ %355, %351 ], [ %349, %339 ]
  %353 = getelementptr i32, ptr %342, i32 %352
  %354 = getelementptr i8, ptr %353, i32 -4
  %355 = load i32, ptr %354, align 4
  %356 = icmp eq i32 %355, %273
  br i1 %356, label %357, label %351, !llvm.loop !25

357:                                              ; preds = %351
  %358 = getelementptr i8, ptr %353, i32 -4
  br label %359

359:                                              ; preds = %357, %339
  %360 = phi ptr [ %348, %339 ], [ %358, %357 ]
  %361 = getelementptr i32, ptr %342, i32 %273
  %362 = getelementptr i8, ptr %361, i32 -4
  %363 = load i32, ptr %362, align 4
  store atomic i32 %363, ptr %360 monotonic, align 4
  %364 = load i64, ptr %7, align 8
  %365 = load i64, ptr %315, align 8
  %366 = trunc i64 %365 to i32
  %367 = inttoptr i32 %366 to ptr
  %368 = add i32 %273, -1
  %369 = getelementptr inbounds nuw i8, ptr %367, i32 %368
  store i8 0, ptr %369, align 1
  %370 = getelementptr inbounds nuw i8, ptr %0, i32 236
  %371 = load i32, ptr %370, align 4
  %372 = icmp eq i32 %371, 0
  br i1 %372, label %379, label %373

373:                                              ; preds = %359
  %374 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %375 = load i64, ptr %374, align 8
  %376 = trunc i64 %375 to i32
  %377 = inttoptr i32 %376 to ptr
  %378 = getelementptr inbounds nuw %struct.timer, ptr %377, i32 %368
  tail call void @llvm.memset.p0.i32(ptr noundef nonnull align 8 dereferenceable(32) %378, i8 0, i32 32, i1 false)
  br label %379

379:                                              ; preds = %373, %359
  %380 = load i32, ptr %0, align 8
  %381 = and i32 %380, -2
  %382 = icmp eq i32 %381, 12
  br i1 %382, label %383, label %394

383:                                              ; preds = %379
  %384 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %385 = load i64, ptr %384, align 8
  %386 = zext i32 %368 to i64
  %387 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %388 = load i32, ptr %387, align 8
  %389 = zext i32 %388 to i64
  %390 = mul nuw i64 %389, %386
  %391 = add i64 %390, %385
  %392 = trunc i64 %391 to i32
  %393 = inttoptr i32 %392 to ptr
  store atomic i64 0, ptr %393 release, align 8
  br label %394

394:                                              ; preds = %379, %383
  %395 = trunc i64 %364 to i32
  %396 = inttoptr i32 %395 to ptr
  %397 = load i32, ptr %274, align 4
  %398 = getelementptr inbounds nuw i32, ptr %396, i32 %368
  store i32 %397, ptr %398, align 4
  store i32 %273, ptr %274, align 4
  %399 = load i32, ptr %336, align 8
  %400 = add i32 %399, -1
  store i32 %400, ptr %336, align 8
  br label %401

401:                                              ; preds = %284, %152, %329, %394, %165, %150, %158
  %402 = phi i64 [ -12, %284 ], [ -17, %150 ], [ 0, %158 ], [ -2, %152 ], [ -7, %165 ], [ 0, %394 ], [ 0, %329 ]
  ret i64 %402
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @trie_find(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1) unnamed_addr #22 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %4 = load i64, ptr %3, align 8
  %5 = trunc i64 %4 to i32
  %6 = inttoptr i32 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %10 = load i32, ptr %9, align 8
  %11 = add i32 %10, -1
  %12 = udiv i32 %11, 3
  %13 = icmp eq i32 %10, 0
  %14 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %15 = load i32, ptr %14, align 8
  br i1 %13, label %27, label %16

16:                                               ; preds = %2
  %17 = shl i32 %15, 1
  %18 = or disjoint i32 %17, 1
  %19 = zext nneg i32 %18 to i64
  %20 = zext nneg i32 %15 to i64
  %21 = shl nsw i64 -1, %20
  %22 = xor i64 %21, -1
  %23 = zext nneg i32 %17 to i64
  %24 = shl nuw i64 1, %23
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %26 = getelementptr inbounds nuw i8, ptr %1, i32 16
  br label %34

27:                                               ; preds = %2
  %28 = zext nneg i32 %15 to i64
  %29 = lshr i64 %8, %28
  %30 = shl nsw i64 -1, %28
  %31 = xor i64 %30, -1
  %32 = and i64 %29, %31
  %33 = trunc i64 %32 to i32
  br label %124

34:                                               ; preds = %16, %75
  %35 = phi i64 [ %78, %75 ], [ %8, %16 ]
  %36 = lshr i64 %35, %19
  %37 = trunc i64 %36 to i32
  %38 = and i64 %35, %22
  %39 = trunc i64 %38 to i32
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %124, label %41

41:                                               ; preds = %34
  %42 = and i64 %24, %35
  %43 = icmp eq i64 %42, 0
  %44 = icmp ult i32 %12, %37
  %45 = select i1 %43, i1 %44, i1 false
  br i1 %45, label %124, label %46

46:                                               ; preds = %41
  br i1 %43, label %47, label %104

47:                                               ; preds = %46
  %48 = load i64, ptr %25, align 8
  %49 = trunc i64 %48 to i32
  %50 = inttoptr i32 %49 to ptr
  %51 = shl i32 %39, 6
  %52 = getelementptr inbounds nuw i8, ptr %50, i32 %51
  %53 = icmp ult i32 %37, 21
  %54 = mul i32 %37, 3
  br i1 %53, label %55, label %61

55:                                               ; preds = %47
  %56 = load i64, ptr %1, align 8
  %57 = zext nneg i32 %54 to i64
  %58 = shl i64 %56, %57
  %59 = lshr i64 %58, 61
  %60 = trunc nuw nsw i64 %59 to i32
  br label %75

61:                                               ; preds = %47
  %62 = lshr i32 %54, 3
  %63 = getelementptr inbounds nuw i8, ptr %26, i32 %62
  %64 = load i8, ptr %63, align 1
  %65 = zext i8 %64 to i32
  %66 = shl nuw nsw i32 %65, 8
  %67 = getelementptr inbounds nuw i8, ptr %63, i32 1
  %68 = load i8, ptr %67, align 1
  %69 = zext i8 %68 to i32
  %70 = or disjoint i32 %66, %69
  %71 = and i32 %54, 7
  %72 = sub nuw nsw i32 13, %71
  %73 = lshr i32 %70, %72
  %74 = and i32 %73, 7
  br label %75

75:                                               ; preds = %55, %61
  %76 = phi i32 [ %60, %55 ], [ %74, %61 ]
  %77 = getelementptr inbounds nuw i64, ptr %52, i32 %76
  %78 = load i64, ptr %77, align 8
  %79 = icmp ugt i32 %12, %37
  br i1 %79, label %34, label %80, !llvm.loop !123

80:                                               ; preds = %75
  %81 = lshr i64 %78, %20
  %82 = and i64 %81, %22
  %83 = trunc i64 %82 to i32
  %84 = icmp eq i32 %83, 0
  br i1 %84, label %124, label %85

85:                                               ; preds = %80
  %86 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %87 = load i64, ptr %86, align 8
  %88 = trunc i64 %87 to i32
  %89 = inttoptr i32 %88 to ptr
  %90 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %91 = load i32, ptr %90, align 4
  br label %92

92:                                               ; preds = %85, %99
  %93 = phi i32 [ %83, %85 ], [ %102, %99 ]
  %94 = add i32 %93, -1
  %95 = mul i32 %91, %94
  %96 = getelementptr inbounds nuw i8, ptr %89, i32 %95
  %97 = load i32, ptr %96, align 1
  %98 = icmp ugt i32 %97, %10
  br i1 %98, label %99, label %113

99:                                               ; preds = %92
  %100 = getelementptr i32, ptr %6, i32 %93
  %101 = getelementptr i8, ptr %100, i32 -4
  %102 = load i32, ptr %101, align 4
  %103 = icmp eq i32 %102, 0
  br i1 %103, label %124, label %92, !llvm.loop !124

104:                                              ; preds = %46
  %105 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %106 = load i64, ptr %105, align 8
  %107 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %108 = load i32, ptr %107, align 4
  %109 = trunc i64 %106 to i32
  %110 = inttoptr i32 %109 to ptr
  %111 = add i32 %39, -1
  %112 = mul i32 %108, %111
  br label %113

113:                                              ; preds = %92, %104
  %114 = phi i32 [ %112, %104 ], [ %95, %92 ]
  %115 = phi ptr [ %110, %104 ], [ %89, %92 ]
  %116 = phi i32 [ %39, %104 ], [ %93, %92 ]
  %117 = getelementptr inbounds nuw i8, ptr %115, i32 %114
  %118 = load i32, ptr %117, align 1
  %119 = icmp eq i32 %118, %10
  br i1 %119, label %120, label %124

120:                                              ; preds = %113
  %121 = tail call fastcc i32 @common_bits(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %116) #28
  %122 = icmp ult i32 %121, %10
  %123 = select i1 %122, i32 0, i32 %116
  br label %124

124:                                              ; preds = %34, %41, %99, %80, %120, %113, %27
  %125 = phi i32 [ 0, %80 ], [ %33, %27 ], [ 0, %113 ], [ %123, %120 ], [ 0, %99 ], [ 0, %41 ], [ 0, %34 ]
  ret i32 %125
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc void @trie_replace(ptr noundef captures(address) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef range(i32 1, 0) %2, i32 noundef %3) unnamed_addr #23 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %7 = load i64, ptr %6, align 8
  %8 = trunc i64 %7 to i32
  %9 = inttoptr i32 %8 to ptr
  %10 = icmp eq i32 %3, 0
  br i1 %10, label %17, label %11

11:                                               ; preds = %4
  %12 = getelementptr i32, ptr %9, i32 %3
  %13 = getelementptr i8, ptr %12, i32 -4
  %14 = getelementptr i32, ptr %9, i32 %2
  %15 = getelementptr i8, ptr %14, i32 -4
  %16 = load i32, ptr %15, align 4
  store atomic i32 %16, ptr %13 monotonic, align 4
  br label %17

17:                                               ; preds = %11, %4
  %18 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %19 = load i32, ptr %18, align 8
  %20 = freeze i32 %19
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %41, label %22

22:                                               ; preds = %17
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %24 = load i32, ptr %23, align 8
  %25 = shl i32 %24, 1
  %26 = zext nneg i32 %25 to i64
  %27 = shl nuw i64 1, %26
  %28 = load i64, ptr %5, align 8
  %29 = and i64 %27, %28
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %31, label %178

31:                                               ; preds = %22
  %32 = or disjoint i32 %25, 1
  %33 = zext nneg i32 %32 to i64
  %34 = zext nneg i32 %24 to i64
  %35 = shl nsw i64 -1, %34
  %36 = xor i64 %35, -1
  %37 = add i32 %20, -1
  %38 = udiv i32 %37, 3
  %39 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %40 = getelementptr inbounds nuw i8, ptr %1, i32 16
  br label %54

41:                                               ; preds = %17
  %42 = load i64, ptr %5, align 8
  %43 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %44 = load i32, ptr %43, align 8
  %45 = zext i32 %44 to i64
  %46 = shl nsw i64 -1, %45
  %47 = xor i64 %46, -1
  %48 = shl i64 %47, %45
  %49 = xor i64 %48, -1
  %50 = and i64 %42, %49
  %51 = zext i32 %3 to i64
  %52 = shl i64 %51, %45
  %53 = or i64 %50, %52
  store atomic i64 %53, ptr %5 monotonic, align 8
  br label %272

54:                                               ; preds = %31, %170
  %55 = phi i64 [ %28, %31 ], [ %173, %170 ]
  %56 = phi ptr [ %5, %31 ], [ %172, %170 ]
  %57 = lshr i64 %55, %33
  %58 = trunc i64 %57 to i32
  %59 = and i64 %55, %36
  %60 = trunc i64 %59 to i32
  %61 = icmp eq i32 %38, %58
  br i1 %61, label %62, label %142

62:                                               ; preds = %54
  br i1 %10, label %63, label %67

63:                                               ; preds = %62
  %64 = getelementptr i32, ptr %9, i32 %2
  %65 = getelementptr i8, ptr %64, i32 -4
  %66 = load i32, ptr %65, align 4
  br label %67

67:                                               ; preds = %62, %63
  %68 = phi i32 [ %66, %63 ], [ %3, %62 ]
  %69 = mul i32 %38, 3
  %70 = sub i32 %37, %69
  %71 = sub nuw i32 %37, %70
  %72 = sub i32 %71, %20
  %73 = add i32 %72, 3
  %74 = shl nuw i32 1, %73
  %75 = icmp ult i32 %20, 64
  br i1 %75, label %76, label %82

76:                                               ; preds = %67
  %77 = load i64, ptr %1, align 8
  %78 = zext nneg i32 %71 to i64
  %79 = shl i64 %77, %78
  %80 = lshr i64 %79, 61
  %81 = trunc nuw nsw i64 %80 to i32
  br label %96

82:                                               ; preds = %67
  %83 = lshr i32 %71, 3
  %84 = getelementptr inbounds nuw i8, ptr %40, i32 %83
  %85 = load i8, ptr %84, align 1
  %86 = zext i8 %85 to i32
  %87 = shl nuw nsw i32 %86, 8
  %88 = getelementptr inbounds nuw i8, ptr %84, i32 1
  %89 = load i8, ptr %88, align 1
  %90 = zext i8 %89 to i32
  %91 = or disjoint i32 %87, %90
  %92 = and i32 %71, 7
  %93 = sub nuw nsw i32 13, %92
  %94 = lshr i32 %91, %93
  %95 = and i32 %94, 7
  br label %96

96:                                               ; preds = %82, %76
  %97 = phi i32 [ %81, %76 ], [ %95, %82 ]
  %98 = sub i32 0, %74
  %99 = and i32 %97, %98
  %100 = load i64, ptr %6, align 8
  %101 = trunc i64 %100 to i32
  %102 = inttoptr i32 %101 to ptr
  %103 = load i64, ptr %39, align 8
  %104 = trunc i64 %103 to i32
  %105 = inttoptr i32 %104 to ptr
  %106 = shl i32 %60, 6
  %107 = getelementptr inbounds nuw i8, ptr %105, i32 %106
  %108 = getelementptr inbounds nuw i64, ptr %107, i32 %99
  %109 = zext i32 %68 to i64
  br label %110

110:                                              ; preds = %138, %96
  %111 = phi ptr [ %108, %96 ], [ %140, %138 ]
  %112 = phi i32 [ %74, %96 ], [ %139, %138 ]
  %113 = load i64, ptr %111, align 8
  %114 = load i32, ptr %23, align 8
  %115 = zext nneg i32 %114 to i64
  %116 = lshr i64 %113, %115
  %117 = shl nsw i64 -1, %115
  %118 = xor i64 %117, -1
  %119 = and i64 %116, %118
  %120 = trunc i64 %119 to i32
  %121 = icmp eq i32 %2, %120
  br i1 %121, label %122, label %128

122:                                              ; preds = %110
  %123 = shl i64 %118, %115
  %124 = xor i64 %123, -1
  %125 = and i64 %113, %124
  %126 = shl i64 %109, %115
  %127 = or i64 %125, %126
  store atomic i64 %127, ptr %111 monotonic, align 8
  br label %138

128:                                              ; preds = %110, %128
  %129 = phi i32 [ %132, %128 ], [ %120, %110 ]
  %130 = getelementptr i32, ptr %102, i32 %129
  %131 = getelementptr i8, ptr %130, i32 -4
  %132 = load i32, ptr %131, align 4
  %133 = icmp eq i32 %132, %2
  %134 = icmp eq i32 %132, %68
  %135 = or i1 %133, %134
  br i1 %135, label %136, label %128, !llvm.loop !125

136:                                              ; preds = %128
  %137 = getelementptr i8, ptr %130, i32 -4
  store atomic i32 %68, ptr %137 monotonic, align 4
  br label %138

138:                                              ; preds = %136, %122
  %139 = add i32 %112, -1
  %140 = getelementptr inbounds nuw i8, ptr %111, i32 8
  %141 = icmp eq i32 %139, 0
  br i1 %141, label %200, label %110, !llvm.loop !126

142:                                              ; preds = %54
  %143 = load i64, ptr %39, align 8
  %144 = trunc i64 %143 to i32
  %145 = inttoptr i32 %144 to ptr
  %146 = shl i32 %60, 6
  %147 = getelementptr inbounds nuw i8, ptr %145, i32 %146
  %148 = icmp ult i32 %58, 21
  %149 = mul i32 %58, 3
  br i1 %148, label %150, label %156

150:                                              ; preds = %142
  %151 = load i64, ptr %1, align 8
  %152 = zext nneg i32 %149 to i64
  %153 = shl i64 %151, %152
  %154 = lshr i64 %153, 61
  %155 = trunc nuw nsw i64 %154 to i32
  br label %170

156:                                              ; preds = %142
  %157 = lshr i32 %149, 3
  %158 = getelementptr inbounds nuw i8, ptr %40, i32 %157
  %159 = load i8, ptr %158, align 1
  %160 = zext i8 %159 to i32
  %161 = shl nuw nsw i32 %160, 8
  %162 = getelementptr inbounds nuw i8, ptr %158, i32 1
  %163 = load i8, ptr %162, align 1
  %164 = zext i8 %163 to i32
  %165 = or disjoint i32 %161, %164
  %166 = and i32 %149, 7
  %167 = sub nuw nsw i32 13, %166
  %168 = lshr i32 %165, %167
  %169 = and i32 %168, 7
  br label %170

170:                                              ; preds = %156, %150
  %171 = phi i32 [ %155, %150 ], [ %169, %156 ]
  %172 = getelementptr inbounds nuw i64, ptr %147, i32 %171
  %173 = load i64, ptr %172, align 8
  %174 = and i64 %27, %173
  %175 = icmp eq i64 %174, 0
  br i1 %175, label %54, label %176

176:                                              ; preds = %170
  %177 = icmp eq ptr %172, %56
  br i1 %177, label %200, label %178

178:                                              ; preds = %22, %176
  %179 = phi ptr [ %56, %176 ], [ null, %22 ]
  %180 = phi i32 [ %60, %176 ], [ 0, %22 ]
  %181 = phi ptr [ %172, %176 ], [ %5, %22 ]
  %182 = load i32, ptr %23, align 8
  br i1 %10, label %189, label %183

183:                                              ; preds = %178
  %184 = shl i32 %182, 1
  %185 = zext nneg i32 %184 to i64
  %186 = shl nuw i64 1, %185
  %187 = zext i32 %3 to i64
  %188 = or i64 %186, %187
  br label %189

189:                                              ; preds = %178, %183
  %190 = phi i64 [ %188, %183 ], [ 0, %178 ]
  %191 = zext i32 %182 to i64
  %192 = shl nsw i64 -1, %191
  %193 = xor i64 %192, -1
  %194 = shl i64 %193, %191
  %195 = load i64, ptr %181, align 8
  %196 = and i64 %194, %195
  %197 = xor i64 %194, -1
  %198 = and i64 %190, %197
  %199 = or i64 %196, %198
  store atomic i64 %199, ptr %181 monotonic, align 8
  br label %200

200:                                              ; preds = %138, %189, %176
  %201 = phi ptr [ %56, %176 ], [ %179, %189 ], [ %56, %138 ]
  %202 = phi i32 [ %60, %176 ], [ %180, %189 ], [ %60, %138 ]
  %203 = icmp ne ptr %201, null
  %204 = and i1 %10, %203
  br i1 %204, label %205, label %272

205:                                              ; preds = %200
  %206 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %207 = load i64, ptr %206, align 8
  %208 = trunc i64 %207 to i32
  %209 = inttoptr i32 %208 to ptr
  %210 = getelementptr inbounds nuw i8, ptr %209, i32 %202
  %211 = load i8, ptr %210, align 1
  %212 = add i8 %211, -1
  store i8 %212, ptr %210, align 1
  %213 = icmp eq i8 %212, 1
  br i1 %213, label %214, label %272

214:                                              ; preds = %205
  %215 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %216 = load i64, ptr %215, align 8
  %217 = trunc i64 %216 to i32
  %218 = inttoptr i32 %217 to ptr
  %219 = shl i32 %202, 6
  %220 = getelementptr inbounds nuw i8, ptr %218, i32 %219
  br label %221

221:                                              ; preds = %244, %214
  %222 = phi i64 [ 0, %214 ], [ %245, %244 ]
  %223 = phi i32 [ 0, %214 ], [ %246, %244 ]
  %224 = getelementptr inbounds nuw i64, ptr %220, i32 %223
  %225 = load i64, ptr %224, align 8
  %226 = load i32, ptr %23, align 8
  %227 = zext nneg i32 %226 to i64
  %228 = shl nsw i64 -1, %227
  %229 = xor i64 %228, -1
  %230 = and i64 %225, %229
  %231 = trunc i64 %230 to i32
  %232 = icmp eq i32 %231, 0
  br i1 %232, label %233, label %244

233:                                              ; preds = %221
  %234 = lshr i64 %225, %227
  %235 = and i64 %234, %229
  %236 = trunc i64 %235 to i32
  %237 = icmp eq i32 %236, 0
  br i1 %237, label %244, label %238

238:                                              ; preds = %233
  %239 = shl i32 %226, 1
  %240 = zext nneg i32 %239 to i64
  %241 = shl nuw i64 1, %240
  %242 = and i64 %235, 4294967295
  %243 = or i64 %242, %241
  br label %244

244:                                              ; preds = %238, %233, %221
  %245 = phi i64 [ %222, %233 ], [ %243, %238 ], [ %225, %221 ]
  store atomic i64 0, ptr %224 monotonic, align 8
  %246 = add nuw nsw i32 %223, 1
  %247 = icmp eq i32 %246, 8
  br i1 %247, label %248, label %221, !llvm.loop !127

248:                                              ; preds = %244
  %249 = load i32, ptr %23, align 8
  %250 = zext i32 %249 to i64
  %251 = shl nsw i64 -1, %250
  %252 = xor i64 %251, -1
  %253 = shl i64 %252, %250
  %254 = load i64, ptr %201, align 8
  %255 = and i64 %253, %254
  %256 = xor i64 %253, -1
  %257 = and i64 %245, %256
  %258 = or i64 %255, %257
  store atomic i64 %258, ptr %201 monotonic, align 8
  %259 = getelementptr inbounds nuw i8, ptr %0, i32 188
  %260 = load i32, ptr %259, align 4
  %261 = zext i32 %260 to i64
  %262 = load i32, ptr %23, align 8
  %263 = zext i32 %262 to i64
  %264 = shl nsw i64 -1, %263
  %265 = xor i64 %264, -1
  %266 = shl i64 %265, %263
  %267 = load i64, ptr %220, align 8
  %268 = and i64 %266, %267
  %269 = xor i64 %266, -1
  %270 = and i64 %269, %261
  %271 = or i64 %268, %270
  store atomic i64 %271, ptr %220 monotonic, align 8
  store i32 %202, ptr %259, align 4
  br label %272

272:                                              ; preds = %200, %205, %248, %41
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc void @trie_add(ptr noundef captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef range(i32 1, 0) %2) unnamed_addr #1 {
  %4 = alloca %struct.prefix, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %6 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %7 = load i32, ptr %6, align 8
  %8 = zext nneg i32 %7 to i64
  %9 = shl nsw i64 -1, %8
  %10 = xor i64 %9, -1
  %11 = load i64, ptr %5, align 8
  %12 = and i64 %11, %10
  %13 = trunc i64 %12 to i32
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %108, label %15

15:                                               ; preds = %3
  %16 = shl i32 %7, 1
  %17 = zext nneg i32 %16 to i64
  %18 = shl nuw i64 1, %17
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %20 = or disjoint i32 %16, 1
  %21 = zext nneg i32 %20 to i64
  %22 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %23 = and i64 %11, %18
  %24 = icmp eq i64 %23, 0
  br i1 %24, label %25, label %72

25:                                               ; preds = %15
  %26 = load i64, ptr %19, align 8
  %27 = trunc i64 %26 to i32
  %28 = inttoptr i32 %27 to ptr
  br label %32

29:                                               ; preds = %61
  %30 = and i64 %64, %18
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %32, label %69, !llvm.loop !128

32:                                               ; preds = %25, %29
  %33 = phi i64 [ %11, %25 ], [ %64, %29 ]
  %34 = phi i32 [ %13, %25 ], [ %66, %29 ]
  %35 = shl i32 %34, 6
  %36 = getelementptr inbounds nuw i8, ptr %28, i32 %35
  %37 = lshr i64 %33, %21
  %38 = trunc i64 %37 to i32
  %39 = icmp ult i32 %38, 21
  %40 = mul i32 %38, 3
  br i1 %39, label %41, label %47

41:                                               ; preds = %32
  %42 = load i64, ptr %1, align 8
  %43 = zext nneg i32 %40 to i64
  %44 = shl i64 %42, %43
  %45 = lshr i64 %44, 61
  %46 = trunc nuw nsw i64 %45 to i32
  br label %61

47:                                               ; preds = %32
  %48 = lshr i32 %40, 3
  %49 = getelementptr inbounds nuw i8, ptr %22, i32 %48
  %50 = load i8, ptr %49, align 1
  %51 = zext i8 %50 to i32
  %52 = shl nuw nsw i32 %51, 8
  %53 = getelementptr inbounds nuw i8, ptr %49, i32 1
  %54 = load i8, ptr %53, align 1
  %55 = zext i8 %54 to i32
  %56 = or disjoint i32 %52, %55
  %57 = and i32 %40, 7
  %58 = sub nuw nsw i32 13, %57
  %59 = lshr i32 %56, %58
  %60 = and i32 %59, 7
  br label %61

61:                                               ; preds = %47, %41
  %62 = phi i32 [ %46, %41 ], [ %60, %47 ]
  %63 = getelementptr inbounds nuw i64, ptr %36, i32 %62
  %64 = load i64, ptr %63, align 8
  %65 = and i64 %64, %10
  %66 = trunc i64 %65 to i32
  %67 = icmp eq i32 %66, 0
  br i1 %67, label %68, label %29, !llvm.loop !128

68:                                               ; preds = %61
  br label %69, !llvm.loop !128

69:                                               ; preds = %29, %68
  %70 = and i64 %64, %18
  %71 = icmp eq i64 %70, 0
  br i1 %71, label %76, label %108

72:                                               ; preds = %15
  %73 = and i64 %11, %18
  %74 = icmp eq i64 %73, 0
  %75 = select i1 %74, i32 0, i32 %13
  br label %108

76:                                               ; preds = %69
  %77 = load i64, ptr %19, align 8
  %78 = trunc i64 %77 to i32
  %79 = inttoptr i32 %78 to ptr
  %80 = shl i32 %34, 6
  %81 = getelementptr inbounds nuw i8, ptr %79, i32 %80
  %82 = load i64, ptr %81, align 8
  %83 = lshr i64 %82, %8
  %84 = and i64 %83, %10
  %85 = trunc i64 %84 to i32
  %86 = icmp eq i32 %85, 0
  br i1 %86, label %87, label %108

87:                                               ; preds = %76, %95
  %88 = phi i64 [ %103, %95 ], [ %82, %76 ]
  %89 = phi i32 [ %101, %95 ], [ 0, %76 ]
  %90 = phi ptr [ %99, %95 ], [ %81, %76 ]
  %91 = and i64 %88, %18
  %92 = icmp eq i64 %91, 0
  %93 = and i64 %88, %10
  %94 = trunc i64 %93 to i32
  br i1 %92, label %95, label %108

95:                                               ; preds = %87
  %96 = icmp eq i32 %94, 0
  %97 = shl i32 %94, 6
  %98 = getelementptr inbounds nuw i8, ptr %79, i32 %97
  %99 = select i1 %96, ptr %90, ptr %98
  %100 = add i32 %89, 1
  %101 = select i1 %96, i32 %100, i32 0
  %102 = getelementptr inbounds nuw i64, ptr %99, i32 %101
  %103 = load i64, ptr %102, align 8
  %104 = lshr i64 %103, %8
  %105 = and i64 %104, %10
  %106 = trunc i64 %105 to i32
  %107 = icmp eq i32 %106, 0
  br i1 %107, label %87, label %108, !llvm.loop !129

108:                                              ; preds = %95, %87, %72, %3, %69, %76
  %109 = phi i32 [ %75, %72 ], [ %66, %69 ], [ 0, %3 ], [ %85, %76 ], [ %106, %95 ], [ %94, %87 ]
  %110 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %111 = load i32, ptr %110, align 8
  %112 = add i32 %111, -1
  %113 = udiv i32 %112, 3
  %114 = getelementptr inbounds nuw i8, ptr %0, i32 176
  %115 = load i64, ptr %114, align 8
  %116 = trunc i64 %115 to i32
  %117 = inttoptr i32 %116 to ptr
  %118 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %119 = load i64, ptr %118, align 8
  %120 = trunc i64 %119 to i32
  %121 = inttoptr i32 %120 to ptr
  %122 = getelementptr i32, ptr %121, i32 %2
  %123 = getelementptr i8, ptr %122, i32 -4
  store i32 0, ptr %123, align 4
  %124 = load i32, ptr %110, align 8
  %125 = icmp eq i32 %124, 0
  br i1 %125, label %126, label %138

126:                                              ; preds = %108
  %127 = load i64, ptr %5, align 8
  %128 = load i32, ptr %6, align 8
  %129 = zext i32 %128 to i64
  %130 = shl nsw i64 -1, %129
  %131 = xor i64 %130, -1
  %132 = shl i64 %131, %129
  %133 = xor i64 %132, -1
  %134 = and i64 %127, %133
  %135 = zext i32 %2 to i64
  %136 = shl i64 %135, %129
  %137 = or i64 %134, %136
  store atomic i64 %137, ptr %5 monotonic, align 8
  br label %380

138:                                              ; preds = %108
  %139 = icmp eq i32 %109, 0
  br i1 %139, label %162, label %140

140:                                              ; preds = %138
  %141 = tail call fastcc i32 @common_bits(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %109) #28
  %142 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %143 = load i64, ptr %142, align 8
  %144 = trunc i64 %143 to i32
  %145 = inttoptr i32 %144 to ptr
  %146 = add i32 %109, -1
  %147 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %148 = load i32, ptr %147, align 4
  %149 = mul i32 %148, %146
  %150 = getelementptr inbounds nuw i8, ptr %145, i32 %149
  %151 = load i32, ptr %150, align 1
  %152 = icmp ult i32 %141, %151
  %153 = icmp ult i32 %141, %124
  %154 = and i1 %153, %152
  br i1 %154, label %155, label %157

155:                                              ; preds = %140
  %156 = udiv i32 %141, 3
  br label %162

157:                                              ; preds = %140
  %158 = icmp ult i32 %151, %124
  br i1 %158, label %159, label %162

159:                                              ; preds = %157
  %160 = add i32 %151, -1
  %161 = udiv i32 %160, 3
  br label %162

162:                                              ; preds = %155, %159, %157, %138
  %163 = phi i32 [ %113, %138 ], [ %156, %155 ], [ %161, %159 ], [ %113, %157 ]
  %164 = load i64, ptr %5, align 8
  %165 = load i32, ptr %6, align 8
  %166 = zext nneg i32 %165 to i64
  %167 = shl nsw i64 -1, %166
  %168 = xor i64 %167, -1
  %169 = and i64 %164, %168
  %170 = trunc i64 %169 to i32
  %171 = icmp eq i32 %170, 0
  br i1 %171, label %172, label %174

172:                                              ; preds = %162
  %173 = shl i32 %165, 1
  br label %359

174:                                              ; preds = %162
  %175 = getelementptr inbounds nuw i8, ptr %0, i32 188
  %176 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %177 = getelementptr inbounds nuw i8, ptr %0, i32 192
  %178 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %179 = add i32 %109, -1
  %180 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %181 = getelementptr inbounds nuw i8, ptr %4, i32 8
  %182 = icmp samesign ult i32 %163, 21
  %183 = mul nuw i32 %163, 3
  %184 = getelementptr inbounds nuw i8, ptr %4, i32 16
  %185 = lshr i32 %183, 3
  %186 = getelementptr inbounds nuw i8, ptr %184, i32 %185
  %187 = getelementptr inbounds nuw i8, ptr %186, i32 1
  %188 = and i32 %183, 7
  %189 = sub nuw nsw i32 13, %188
  %190 = zext nneg i32 %183 to i64
  %191 = zext nneg i32 %163 to i64
  %192 = getelementptr inbounds nuw i8, ptr %1, i32 16
  br label %193

193:                                              ; preds = %174, %349
  %194 = phi i32 [ %165, %174 ], [ %314, %349 ]
  %195 = phi i32 [ %170, %174 ], [ %357, %349 ]
  %196 = phi i64 [ %168, %174 ], [ %355, %349 ]
  %197 = phi i64 [ %166, %174 ], [ %353, %349 ]
  %198 = phi i64 [ %164, %174 ], [ %352, %349 ]
  %199 = phi ptr [ %5, %174 ], [ %351, %349 ]
  %200 = shl i32 %194, 1
  %201 = or disjoint i32 %200, 1
  %202 = zext nneg i32 %201 to i64
  %203 = lshr i64 %198, %202
  %204 = trunc i64 %203 to i32
  %205 = zext nneg i32 %200 to i64
  %206 = shl nuw i64 1, %205
  %207 = and i64 %206, %198
  %208 = icmp ne i64 %207, 0
  %209 = icmp ult i32 %163, %204
  %210 = select i1 %208, i1 true, i1 %209
  br i1 %210, label %211, label %311

211:                                              ; preds = %193
  %212 = load i32, ptr %175, align 4
  %213 = icmp eq i32 %212, 0
  br i1 %213, label %214, label %217

214:                                              ; preds = %211
  %215 = load i32, ptr %177, align 8
  %216 = add i32 %215, 1
  store i32 %216, ptr %177, align 8
  br label %229

217:                                              ; preds = %211
  %218 = load i64, ptr %176, align 8
  %219 = trunc i64 %218 to i32
  %220 = inttoptr i32 %219 to ptr
  %221 = shl i32 %212, 6
  %222 = getelementptr inbounds nuw i8, ptr %220, i32 %221
  %223 = load i64, ptr %222, align 8
  %224 = and i64 %223, %196
  %225 = trunc i64 %224 to i32
  store i32 %225, ptr %175, align 4
  %226 = shl i64 %196, %197
  %227 = load i64, ptr %222, align 8
  %228 = and i64 %227, %226
  store atomic i64 %228, ptr %222 monotonic, align 8
  br label %229

229:                                              ; preds = %217, %214
  %230 = phi i32 [ %212, %217 ], [ %216, %214 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #29
  %231 = load i64, ptr %199, align 8
  %232 = load i64, ptr %178, align 8
  %233 = trunc i64 %232 to i32
  %234 = load i32, ptr %180, align 4
  %235 = mul i32 %234, %179
  %236 = add nuw i32 %235, %233
  %237 = zext i32 %236 to i64
  %238 = call fastcc i32 @read_prefix(ptr noundef nonnull %0, i64 noundef %237, ptr noundef %4, i32 noundef 1) #28
  %239 = load i32, ptr %6, align 8
  %240 = shl i32 %239, 1
  %241 = zext nneg i32 %240 to i64
  %242 = shl nuw i64 1, %241
  %243 = and i64 %242, %231
  %244 = icmp eq i64 %243, 0
  br i1 %244, label %251, label %245

245:                                              ; preds = %229
  %246 = load i32, ptr %181, align 8
  %247 = add i32 %246, -1
  %248 = udiv i32 %247, 3
  %249 = icmp eq i32 %248, %163
  br i1 %249, label %250, label %251

250:                                              ; preds = %245
  call fastcc void @cover(ptr noundef nonnull %0, i32 noundef %230, ptr noundef %4, i32 noundef %109) #28
  br label %283

251:                                              ; preds = %245, %229
  %252 = load i64, ptr %176, align 8
  %253 = trunc i64 %252 to i32
  %254 = inttoptr i32 %253 to ptr
  %255 = shl i32 %230, 6
  %256 = getelementptr inbounds nuw i8, ptr %254, i32 %255
  br i1 %182, label %257, label %262

257:                                              ; preds = %251
  %258 = load i64, ptr %4, align 8
  %259 = shl i64 %258, %190
  %260 = lshr i64 %259, 61
  %261 = trunc nuw nsw i64 %260 to i32
  br label %271

262:                                              ; preds = %251
  %263 = load i8, ptr %186, align 1
  %264 = zext i8 %263 to i32
  %265 = shl nuw nsw i32 %264, 8
  %266 = load i8, ptr %187, align 1
  %267 = zext i8 %266 to i32
  %268 = or disjoint i32 %265, %267
  %269 = lshr i32 %268, %189
  %270 = and i32 %269, 7
  br label %271

271:                                              ; preds = %262, %257
  %272 = phi i32 [ %261, %257 ], [ %270, %262 ]
  %273 = getelementptr inbounds nuw i64, ptr %256, i32 %272
  %274 = zext i32 %239 to i64
  %275 = shl nsw i64 -1, %274
  %276 = xor i64 %275, -1
  %277 = shl i64 %276, %274
  %278 = load i64, ptr %273, align 8
  %279 = and i64 %278, %277
  %280 = xor i64 %277, -1
  %281 = and i64 %231, %280
  %282 = or i64 %279, %281
  store atomic i64 %282, ptr %273 monotonic, align 8
  br label %283

283:                                              ; preds = %250, %271
  %284 = load i64, ptr %114, align 8
  %285 = trunc i64 %284 to i32
  %286 = inttoptr i32 %285 to ptr
  %287 = getelementptr inbounds nuw i8, ptr %286, i32 %230
  store i8 1, ptr %287, align 1
  %288 = load i32, ptr %6, align 8
  %289 = shl i32 %288, 1
  %290 = or disjoint i32 %289, 1
  %291 = zext nneg i32 %290 to i64
  %292 = shl i64 %191, %291
  %293 = zext i32 %230 to i64
  %294 = or i64 %292, %293
  %295 = zext i32 %288 to i64
  %296 = shl nsw i64 -1, %295
  %297 = xor i64 %296, -1
  %298 = shl i64 %297, %295
  %299 = load i64, ptr %199, align 8
  %300 = and i64 %298, %299
  %301 = xor i64 %298, -1
  %302 = and i64 %294, %301
  %303 = or i64 %302, %300
  store atomic i64 %303, ptr %199 monotonic, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #29
  %304 = load i64, ptr %199, align 8
  %305 = load i32, ptr %6, align 8
  %306 = shl i32 %305, 1
  %307 = or disjoint i32 %306, 1
  %308 = zext nneg i32 %307 to i64
  %309 = lshr i64 %304, %308
  %310 = trunc i64 %309 to i32
  br label %311

311:                                              ; preds = %193, %283
  %312 = phi i32 [ %204, %193 ], [ %310, %283 ]
  %313 = phi i32 [ %200, %193 ], [ %306, %283 ]
  %314 = phi i32 [ %194, %193 ], [ %305, %283 ]
  %315 = phi i32 [ %195, %193 ], [ %230, %283 ]
  %316 = icmp eq i32 %113, %312
  br i1 %316, label %317, label %321

317:                                              ; preds = %311
  call fastcc void @cover(ptr noundef nonnull %0, i32 noundef %315, ptr noundef %1, i32 noundef %2) #28
  %318 = getelementptr inbounds nuw i8, ptr %117, i32 %315
  %319 = load i8, ptr %318, align 1
  %320 = add i8 %319, 1
  store i8 %320, ptr %318, align 1
  br label %380

321:                                              ; preds = %311
  %322 = load i64, ptr %176, align 8
  %323 = trunc i64 %322 to i32
  %324 = inttoptr i32 %323 to ptr
  %325 = shl i32 %315, 6
  %326 = getelementptr inbounds nuw i8, ptr %324, i32 %325
  %327 = icmp ult i32 %312, 21
  %328 = mul i32 %312, 3
  br i1 %327, label %329, label %335

329:                                              ; preds = %321
  %330 = load i64, ptr %1, align 8
  %331 = zext nneg i32 %328 to i64
  %332 = shl i64 %330, %331
  %333 = lshr i64 %332, 61
  %334 = trunc nuw nsw i64 %333 to i32
  br label %349

335:                                              ; preds = %321
  %336 = lshr i32 %328, 3
  %337 = getelementptr inbounds nuw i8, ptr %192, i32 %336
  %338 = load i8, ptr %337, align 1
  %339 = zext i8 %338 to i32
  %340 = shl nuw nsw i32 %339, 8
  %341 = getelementptr inbounds nuw i8, ptr %337, i32 1
  %342 = load i8, ptr %341, align 1
  %343 = zext i8 %342 to i32
  %344 = or disjoint i32 %340, %343
  %345 = and i32 %328, 7
  %346 = sub nuw nsw i32 13, %345
  %347 = lshr i32 %344, %346
  %348 = and i32 %347, 7
  br label %349

349:                                              ; preds = %335, %329
  %350 = phi i32 [ %334, %329 ], [ %348, %335 ]
  %351 = getelementptr inbounds nuw i64, ptr %326, i32 %350
  %352 = load i64, ptr %351, align 8
  %353 = zext nneg i32 %314 to i64
  %354 = shl nsw i64 -1, %353
  %355 = xor i64 %354, -1
  %356 = and i64 %352, %355
  %357 = trunc i64 %356 to i32
  %358 = icmp eq i32 %357, 0
  br i1 %358, label %359, label %193

359:                                              ; preds = %349, %172
  %360 = phi i32 [ %173, %172 ], [ %313, %349 ]
  %361 = phi ptr [ %5, %172 ], [ %351, %349 ]
  %362 = phi i32 [ 0, %172 ], [ %315, %349 ]
  %363 = phi i64 [ %164, %172 ], [ %352, %349 ]
  %364 = phi i64 [ %166, %172 ], [ %353, %349 ]
  %365 = phi i64 [ %168, %172 ], [ %355, %349 ]
  %366 = zext nneg i32 %360 to i64
  %367 = shl nuw i64 1, %366
  %368 = zext i32 %2 to i64
  %369 = or i64 %367, %368
  %370 = shl i64 %365, %364
  %371 = and i64 %370, %363
  %372 = xor i64 %370, -1
  %373 = and i64 %369, %372
  %374 = or i64 %373, %371
  store atomic i64 %374, ptr %361 monotonic, align 8
  %375 = icmp ne i32 %362, 0
  %376 = zext i1 %375 to i8
  %377 = getelementptr inbounds nuw i8, ptr %117, i32 %362
  %378 = load i8, ptr %377, align 1
  %379 = add i8 %378, %376
  store i8 %379, ptr %377, align 1
  br label %380

380:                                              ; preds = %317, %359, %126
  ret void
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc void @cover(ptr noundef readonly captures(none) %0, i32 noundef %1, ptr noundef nonnull readonly captures(none) %2, i32 noundef %3) unnamed_addr #23 {
  %5 = getelementptr inbounds nuw i8, ptr %2, i32 8
  %6 = load i32, ptr %5, align 8
  %7 = freeze i32 %6
  %8 = add i32 %7, -1
  %9 = urem i32 %8, 3
  %10 = sub nuw i32 %8, %9
  %11 = sub i32 %10, %7
  %12 = add i32 %11, 3
  %13 = shl nuw i32 1, %12
  %14 = icmp ult i32 %8, 63
  br i1 %14, label %15, label %21

15:                                               ; preds = %4
  %16 = load i64, ptr %2, align 8
  %17 = zext nneg i32 %10 to i64
  %18 = shl i64 %16, %17
  %19 = lshr i64 %18, 61
  %20 = trunc nuw nsw i64 %19 to i32
  br label %36

21:                                               ; preds = %4
  %22 = getelementptr inbounds nuw i8, ptr %2, i32 16
  %23 = lshr i32 %10, 3
  %24 = getelementptr inbounds nuw i8, ptr %22, i32 %23
  %25 = load i8, ptr %24, align 1
  %26 = zext i8 %25 to i32
  %27 = shl nuw nsw i32 %26, 8
  %28 = getelementptr inbounds nuw i8, ptr %24, i32 1
  %29 = load i8, ptr %28, align 1
  %30 = zext i8 %29 to i32
  %31 = or disjoint i32 %27, %30
  %32 = and i32 %10, 7
  %33 = sub nuw nsw i32 13, %32
  %34 = lshr i32 %31, %33
  %35 = and i32 %34, 7
  br label %36

36:                                               ; preds = %15, %21
  %37 = phi i32 [ %20, %15 ], [ %35, %21 ]
  %38 = sub i32 0, %13
  %39 = and i32 %37, %38
  %40 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %41 = load i64, ptr %40, align 8
  %42 = trunc i64 %41 to i32
  %43 = inttoptr i32 %42 to ptr
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 160
  %45 = load i64, ptr %44, align 8
  %46 = trunc i64 %45 to i32
  %47 = inttoptr i32 %46 to ptr
  %48 = shl i32 %1, 6
  %49 = getelementptr inbounds nuw i8, ptr %47, i32 %48
  %50 = getelementptr inbounds nuw i64, ptr %49, i32 %39
  %51 = load i64, ptr %50, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i32 184
  %53 = load i32, ptr %52, align 8
  %54 = zext nneg i32 %53 to i64
  %55 = lshr i64 %51, %54
  %56 = shl nsw i64 -1, %54
  %57 = xor i64 %56, -1
  %58 = and i64 %55, %57
  %59 = trunc i64 %58 to i32
  %60 = icmp eq i32 %59, 0
  br i1 %60, label %80, label %61

61:                                               ; preds = %36
  %62 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %63 = load i64, ptr %62, align 8
  %64 = trunc i64 %63 to i32
  %65 = inttoptr i32 %64 to ptr
  %66 = getelementptr inbounds nuw i8, ptr %0, i32 20
  %67 = load i32, ptr %66, align 4
  br label %68

68:                                               ; preds = %61, %75
  %69 = phi i32 [ %59, %61 ], [ %78, %75 ]
  %70 = add i32 %69, -1
  %71 = mul i32 %67, %70
  %72 = getelementptr inbounds nuw i8, ptr %65, i32 %71
  %73 = load i32, ptr %72, align 1
  %74 = icmp ugt i32 %73, %7
  br i1 %74, label %75, label %80

75:                                               ; preds = %68
  %76 = getelementptr i32, ptr %43, i32 %69
  %77 = getelementptr i8, ptr %76, i32 -4
  %78 = load i32, ptr %77, align 4
  %79 = icmp eq i32 %78, 0
  br i1 %79, label %80, label %68, !llvm.loop !130

80:                                               ; preds = %68, %75, %36
  %81 = phi i32 [ 0, %36 ], [ 0, %75 ], [ %69, %68 ]
  %82 = getelementptr i32, ptr %43, i32 %3
  %83 = getelementptr i8, ptr %82, i32 -4
  store atomic i32 %81, ptr %83 monotonic, align 4
  %84 = zext i32 %3 to i64
  br label %85

85:                                               ; preds = %80, %113
  %86 = phi ptr [ %50, %80 ], [ %115, %113 ]
  %87 = phi i32 [ %13, %80 ], [ %114, %113 ]
  %88 = load i64, ptr %86, align 8
  %89 = load i32, ptr %52, align 8
  %90 = zext nneg i32 %89 to i64
  %91 = lshr i64 %88, %90
  %92 = shl nsw i64 -1, %90
  %93 = xor i64 %92, -1
  %94 = and i64 %91, %93
  %95 = trunc i64 %94 to i32
  %96 = icmp eq i32 %81, %95
  br i1 %96, label %97, label %103

97:                                               ; preds = %85
  %98 = shl i64 %93, %90
  %99 = xor i64 %98, -1
  %100 = and i64 %88, %99
  %101 = shl i64 %84, %90
  %102 = or i64 %100, %101
  store atomic i64 %102, ptr %86 monotonic, align 8
  br label %113

103:                                              ; preds = %85, %103
  %104 = phi i32 [ %107, %103 ], [ %95, %85 ]
  %105 = getelementptr i32, ptr %43, i32 %104
  %106 = getelementptr i8, ptr %105, i32 -4
  %107 = load i32, ptr %106, align 4
  %108 = icmp eq i32 %107, %81
  %109 = icmp eq i32 %107, %3
  %110 = or i1 %108, %109
  br i1 %110, label %111, label %103, !llvm.loop !131

111:                                              ; preds = %103
  %112 = getelementptr i8, ptr %105, i32 -4
  store atomic i32 %3, ptr %112 monotonic, align 4
  br label %113

113:                                              ; preds = %111, %97
  %114 = add i32 %87, -1
  %115 = getelementptr inbounds nuw i8, ptr %86, i32 8
  %116 = icmp eq i32 %114, 0
  br i1 %116, label %117, label %85, !llvm.loop !132

117:                                              ; preds = %113
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc void @copy_many(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef range(i64 262145, 0) %3) unnamed_addr #1 {
  %5 = sub i64 %1, %2
  %6 = icmp ult i64 %5, %3
  %7 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 12
  %9 = icmp eq ptr %0, null
  br i1 %6, label %34, label %10

10:                                               ; preds = %4, %22
  %11 = phi i64 [ %32, %22 ], [ 0, %4 ]
  %12 = icmp eq i64 %11, 0
  %13 = or i1 %9, %12
  br i1 %13, label %22, label %14

14:                                               ; preds = %10
  %15 = load i32, ptr %7, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %17, label %57

17:                                               ; preds = %14
  %18 = load i32, ptr %8, align 4
  %19 = and i32 %18, 1048575
  %20 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %19) #28
  %21 = icmp eq i64 %20, 0
  br i1 %21, label %57, label %22

22:                                               ; preds = %10, %17
  %23 = add i64 %11, %1
  %24 = trunc i64 %23 to i32
  %25 = inttoptr i32 %24 to ptr
  %26 = add i64 %11, %2
  %27 = trunc i64 %26 to i32
  %28 = inttoptr i32 %27 to ptr
  %29 = sub i64 %3, %11
  %30 = tail call i64 @llvm.umin.i64(i64 %29, i64 262144)
  %31 = trunc nuw nsw i64 %30 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr align 1 %25, ptr align 1 %28, i32 %31, i1 false)
  %32 = add i64 %11, 262144
  %33 = icmp ult i64 %32, %3
  br i1 %33, label %10, label %57, !llvm.loop !133

34:                                               ; preds = %4, %46
  %35 = phi i64 [ %48, %46 ], [ %3, %4 ]
  %36 = icmp eq i64 %35, %3
  %37 = or i1 %9, %36
  br i1 %37, label %46, label %38

38:                                               ; preds = %34
  %39 = load i32, ptr %7, align 8
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %41, label %57

41:                                               ; preds = %38
  %42 = load i32, ptr %8, align 4
  %43 = and i32 %42, 1048575
  %44 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %43) #28
  %45 = icmp eq i64 %44, 0
  br i1 %45, label %57, label %46

46:                                               ; preds = %34, %41
  %47 = tail call i64 @llvm.umin.i64(i64 %35, i64 262144)
  %48 = sub i64 %35, %47
  %49 = add i64 %48, %1
  %50 = trunc i64 %49 to i32
  %51 = inttoptr i32 %50 to ptr
  %52 = add i64 %48, %2
  %53 = trunc i64 %52 to i32
  %54 = inttoptr i32 %53 to ptr
  %55 = trunc nuw nsw i64 %47 to i32
  tail call void @llvm.memmove.p0.p0.i32(ptr noundef nonnull align 1 dereferenceable(1) %51, ptr noundef nonnull align 1 dereferenceable(1) %54, i32 %55, i1 false)
  %56 = icmp eq i64 %48, 0
  br i1 %56, label %57, label %34, !llvm.loop !134

57:                                               ; preds = %14, %17, %22, %38, %41, %46
  ret void
}

declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @put_string(ptr noundef %0, ptr noundef nonnull captures(none) %1, ptr noundef nonnull readonly captures(none) %2, ptr noundef nonnull captures(none) %3, i64 noundef %4) unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %3, i32 512
  %7 = load i32, ptr %6, align 4
  %8 = getelementptr inbounds nuw i8, ptr %3, i32 %7
  %9 = getelementptr inbounds nuw i8, ptr %3, i32 520
  %10 = load i32, ptr %9, align 4
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %12, label %58

12:                                               ; preds = %5
  %13 = icmp eq i32 %7, 512
  br i1 %13, label %69, label %14

14:                                               ; preds = %12
  %15 = sub i32 511, %7
  %16 = icmp eq i32 %7, 511
  br i1 %16, label %47, label %17

17:                                               ; preds = %14
  %18 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 88
  br label %20

20:                                               ; preds = %17, %38
  %21 = phi i32 [ 0, %17 ], [ %39, %38 ]
  %22 = zext i32 %21 to i64
  %23 = add i64 %4, %22
  %24 = load i64, ptr %18, align 8
  %25 = load i64, ptr %19, align 8
  %26 = icmp ult i64 %23, %24
  %27 = icmp uge i64 %23, %25
  %28 = or i1 %26, %27
  br i1 %28, label %29, label %32

29:                                               ; preds = %20
  %30 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %23, i64 noundef 1, i32 noundef 0) #28
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %41, label %32

32:                                               ; preds = %20, %29
  %33 = trunc i64 %23 to i32
  %34 = inttoptr i32 %33 to ptr
  %35 = load atomic i8, ptr %34 monotonic, align 1
  %36 = getelementptr inbounds nuw i8, ptr %8, i32 %21
  store i8 %35, ptr %36, align 1
  %37 = icmp eq i8 %35, 0
  br i1 %37, label %41, label %38

38:                                               ; preds = %32
  %39 = add nuw i32 %21, 1
  %40 = icmp eq i32 %39, %15
  br i1 %40, label %41, label %20, !llvm.loop !135

41:                                               ; preds = %38, %32, %29
  %42 = phi i32 [ %15, %38 ], [ %21, %32 ], [ 0, %29 ]
  %43 = load i32, ptr %6, align 4
  %44 = load i32, ptr %9, align 4
  %45 = add i32 %42, 1
  %46 = icmp eq i32 %44, 0
  br i1 %46, label %47, label %58

47:                                               ; preds = %14, %41
  %48 = phi i32 [ %45, %41 ], [ 1, %14 ]
  %49 = phi i32 [ %43, %41 ], [ 511, %14 ]
  %50 = add i32 %49, %48
  %51 = icmp ugt i32 %50, 512
  br i1 %51, label %58, label %52

52:                                               ; preds = %47
  store i32 %50, ptr %6, align 4
  %53 = getelementptr inbounds nuw i8, ptr %3, i32 524
  %54 = getelementptr inbounds nuw i8, ptr %3, i32 516
  %55 = load i32, ptr %54, align 4
  %56 = getelementptr inbounds nuw %struct.anon, ptr %53, i32 %55
  store i32 %49, ptr %56, align 4
  %57 = getelementptr inbounds nuw i8, ptr %56, i32 4
  store i32 %48, ptr %57, align 4
  br label %58

58:                                               ; preds = %52, %47, %41, %5
  %59 = getelementptr inbounds nuw i8, ptr %3, i32 524
  %60 = getelementptr inbounds nuw i8, ptr %3, i32 516
  %61 = load i32, ptr %60, align 4
  %62 = getelementptr inbounds nuw %struct.anon, ptr %59, i32 %61
  %63 = load i32, ptr %62, align 4
  %64 = getelementptr inbounds nuw i8, ptr %3, i32 %63
  %65 = getelementptr inbounds nuw i8, ptr %62, i32 4
  %66 = load i32, ptr %65, align 4
  %67 = add i32 %66, -1
  %68 = zext i32 %67 to i64
  tail call fastcc void @put_text(ptr noundef %1, ptr noundef %2, ptr noundef %64, i64 noundef %68) #28
  br label %69

69:                                               ; preds = %12, %58
  %70 = phi i64 [ 0, %58 ], [ -28, %12 ]
  ret i64 %70
}

; Function Attrs: nounwind
define internal fastcc void @put_text(ptr noundef nonnull captures(none) %0, ptr noundef nonnull readonly captures(none) %1, ptr noundef nonnull readonly captures(none) %2, i64 noundef %3) unnamed_addr #0 {
  %5 = load i32, ptr %1, align 4
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %7, label %34

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %9 = load i32, ptr %8, align 4
  %10 = zext i32 %9 to i64
  %11 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %14 = load i64, ptr %13, align 8
  %15 = tail call i64 @llvm.usub.sat.i64(i64 %14, i64 %12)
  %16 = icmp ult i64 %3, %10
  br i1 %16, label %17, label %34

17:                                               ; preds = %7
  %18 = icmp ugt i64 %14, %12
  br i1 %18, label %21, label %19

19:                                               ; preds = %17
  %20 = sub nsw i64 %10, %3
  br label %30

21:                                               ; preds = %17
  %22 = load ptr, ptr %0, align 8
  %23 = trunc i64 %12 to i32
  %24 = getelementptr inbounds nuw i8, ptr %22, i32 %23
  %25 = sub nsw i64 %10, %3
  %26 = tail call i64 @llvm.umin.i64(i64 %25, i64 %15)
  %27 = trunc i64 %26 to i32
  %28 = tail call ptr @memset(ptr noundef %24, i32 noundef 32, i32 noundef %27) #30
  %29 = load i64, ptr %11, align 8
  br label %30

30:                                               ; preds = %21, %19
  %31 = phi i64 [ %20, %19 ], [ %25, %21 ]
  %32 = phi i64 [ %12, %19 ], [ %29, %21 ]
  %33 = add i64 %32, %31
  store i64 %33, ptr %11, align 8
  br label %34

34:                                               ; preds = %30, %7, %4
  %35 = icmp eq i64 %3, 0
  br i1 %35, label %40, label %36

36:                                               ; preds = %34
  %37 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %38 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %39 = load i64, ptr %37, align 8
  br label %43

40:                                               ; preds = %56, %34
  %41 = load i32, ptr %1, align 4
  %42 = icmp eq i32 %41, 0
  br i1 %42, label %88, label %61

43:                                               ; preds = %36, %56
  %44 = phi i64 [ %39, %36 ], [ %58, %56 ]
  %45 = phi i64 [ 0, %36 ], [ %59, %56 ]
  %46 = load i64, ptr %38, align 8
  %47 = icmp ult i64 %44, %46
  br i1 %47, label %48, label %56

48:                                               ; preds = %43
  %49 = trunc i64 %45 to i32
  %50 = getelementptr inbounds nuw i8, ptr %2, i32 %49
  %51 = load i8, ptr %50, align 1
  %52 = load ptr, ptr %0, align 8
  %53 = trunc i64 %44 to i32
  %54 = getelementptr inbounds nuw i8, ptr %52, i32 %53
  store i8 %51, ptr %54, align 1
  %55 = load i64, ptr %37, align 8
  br label %56

56:                                               ; preds = %43, %48
  %57 = phi i64 [ %55, %48 ], [ %44, %43 ]
  %58 = add i64 %57, 1
  store i64 %58, ptr %37, align 8
  %59 = add nuw i64 %45, 1
  %60 = icmp ult i64 %59, %3
  br i1 %60, label %43, label %40, !llvm.loop !136

61:                                               ; preds = %40
  %62 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %63 = load i32, ptr %62, align 4
  %64 = zext i32 %63 to i64
  %65 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %66 = load i64, ptr %65, align 8
  %67 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %68 = load i64, ptr %67, align 8
  %69 = tail call i64 @llvm.usub.sat.i64(i64 %68, i64 %66)
  %70 = icmp ult i64 %3, %64
  br i1 %70, label %71, label %88

71:                                               ; preds = %61
  %72 = icmp ugt i64 %68, %66
  br i1 %72, label %75, label %73

73:                                               ; preds = %71
  %74 = sub nsw i64 %64, %3
  br label %84

75:                                               ; preds = %71
  %76 = load ptr, ptr %0, align 8
  %77 = trunc i64 %66 to i32
  %78 = getelementptr inbounds nuw i8, ptr %76, i32 %77
  %79 = sub nsw i64 %64, %3
  %80 = tail call i64 @llvm.umin.i64(i64 %79, i64 %69)
  %81 = trunc i64 %80 to i32
  %82 = tail call ptr @memset(ptr noundef %78, i32 noundef 32, i32 noundef %81) #30
  %83 = load i64, ptr %65, align 8
  br label %84

84:                                               ; preds = %75, %73
  %85 = phi i64 [ %74, %73 ], [ %79, %75 ]
  %86 = phi i64 [ %66, %73 ], [ %83, %75 ]
  %87 = add i64 %86, %85
  store i64 %87, ptr %65, align 8
  br label %88

88:                                               ; preds = %84, %61, %40
  ret void
}

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @put_ip(ptr noundef %0, ptr noundef nonnull captures(none) %1, ptr noundef nonnull readonly captures(none) %2, ptr noundef nonnull %3, i8 noundef zeroext %4, i8 noundef zeroext %5, i64 noundef %6) unnamed_addr #0 {
  %8 = alloca %struct.field, align 4
  %9 = alloca [16 x i8], align 1
  %10 = alloca [48 x i8], align 1
  %11 = alloca %struct.text, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #29
  call void @llvm.memset.p0.i32(ptr noundef nonnull align 1 dereferenceable(16) %9, i8 0, i32 16, i1 false)
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #29
  %12 = icmp eq i8 %5, 52
  %13 = select i1 %12, i32 4, i32 16
  %14 = zext nneg i32 %13 to i64
  call void @llvm.lifetime.start.p0(ptr nonnull %11) #29
  store ptr %10, ptr %11, align 8
  %15 = getelementptr inbounds nuw i8, ptr %11, i32 4
  store i32 0, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %11, i32 8
  store i64 48, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %11, i32 16
  store i64 0, ptr %17, align 8
  %18 = getelementptr inbounds nuw i8, ptr %3, i32 520
  %19 = load i32, ptr %18, align 4
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %128

21:                                               ; preds = %7
  %22 = getelementptr inbounds nuw i8, ptr %3, i32 512
  %23 = load i32, ptr %22, align 4
  %24 = sub i32 512, %23
  %25 = icmp ult i32 %24, %13
  br i1 %25, label %139, label %26

26:                                               ; preds = %21
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 80
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 88
  %30 = load i64, ptr %29, align 8
  %31 = icmp ult i64 %6, %28
  %32 = icmp ugt i64 %6, %30
  %33 = or i1 %31, %32
  %34 = sub nuw i64 %30, %6
  %35 = icmp ult i64 %34, %14
  %36 = select i1 %33, i1 true, i1 %35
  br i1 %36, label %37, label %40

37:                                               ; preds = %26
  %38 = call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %6, i64 noundef range(i64 1, 0) %14, i32 noundef 0) #28
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %44, label %40

40:                                               ; preds = %26, %37
  %41 = trunc i64 %6 to i32
  %42 = inttoptr i32 %41 to ptr
  %43 = call ptr @memcpy(ptr noundef nonnull %9, ptr noundef %42, i32 noundef %13) #30
  br label %44

44:                                               ; preds = %40, %37
  %45 = icmp eq i8 %4, 105
  br i1 %12, label %46, label %72

46:                                               ; preds = %44
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #29
  store i32 0, ptr %8, align 4
  %47 = getelementptr inbounds nuw i8, ptr %8, i32 4
  store i32 0, ptr %47, align 4
  %48 = getelementptr inbounds nuw i8, ptr %8, i32 8
  store i32 0, ptr %48, align 4
  %49 = getelementptr inbounds nuw i8, ptr %8, i32 12
  store i32 1, ptr %49, align 4
  %50 = getelementptr inbounds nuw i8, ptr %8, i32 16
  %51 = select i1 %45, i32 3, i32 0
  store i32 %51, ptr %50, align 4
  br label %52

52:                                               ; preds = %65, %46
  %53 = phi i32 [ 0, %46 ], [ %69, %65 ]
  %54 = icmp eq i32 %53, 0
  br i1 %54, label %65, label %55

55:                                               ; preds = %52
  %56 = load i64, ptr %17, align 8
  %57 = load i64, ptr %16, align 8
  %58 = icmp ult i64 %56, %57
  br i1 %58, label %59, label %63

59:                                               ; preds = %55
  %60 = load ptr, ptr %11, align 8
  %61 = trunc i64 %56 to i32
  %62 = getelementptr inbounds nuw i8, ptr %60, i32 %61
  store i8 46, ptr %62, align 1
  br label %63

63:                                               ; preds = %59, %55
  %64 = add i64 %56, 1
  store i64 %64, ptr %17, align 8
  br label %65

65:                                               ; preds = %63, %52
  %66 = getelementptr inbounds nuw i8, ptr %9, i32 %53
  %67 = load i8, ptr %66, align 1
  %68 = zext i8 %67 to i64
  call fastcc void @put_number(ptr noundef nonnull %11, ptr noundef %8, i64 noundef %68, i32 noundef 10, i8 noundef zeroext 0, i8 noundef zeroext 0) #28
  %69 = add nuw nsw i32 %53, 1
  %70 = icmp eq i32 %69, 4
  br i1 %70, label %71, label %52, !llvm.loop !137

71:                                               ; preds = %65
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #29
  br label %99

72:                                               ; preds = %44, %86
  %73 = phi i32 [ %97, %86 ], [ 0, %44 ]
  %74 = icmp eq i32 %73, 0
  %75 = or i1 %45, %74
  br i1 %75, label %86, label %76

76:                                               ; preds = %72
  %77 = load i64, ptr %17, align 8
  %78 = load i64, ptr %16, align 8
  %79 = icmp ult i64 %77, %78
  br i1 %79, label %80, label %84

80:                                               ; preds = %76
  %81 = load ptr, ptr %11, align 8
  %82 = trunc i64 %77 to i32
  %83 = getelementptr inbounds nuw i8, ptr %81, i32 %82
  store i8 58, ptr %83, align 1
  br label %84

84:                                               ; preds = %80, %76
  %85 = add i64 %77, 1
  store i64 %85, ptr %17, align 8
  br label %86

86:                                               ; preds = %84, %72
  %87 = shl nuw nsw i32 %73, 1
  %88 = getelementptr inbounds nuw i8, ptr %9, i32 %87
  %89 = load i8, ptr %88, align 1
  %90 = zext i8 %89 to i32
  %91 = shl nuw nsw i32 %90, 8
  %92 = getelementptr inbounds nuw i8, ptr %88, i32 1
  %93 = load i8, ptr %92, align 1
  %94 = zext i8 %93 to i32
  %95 = or disjoint i32 %91, %94
  %96 = zext nneg i32 %95 to i64
  call fastcc void @put_number(ptr noundef nonnull %11, ptr noundef @__const.put_v6.field, i64 noundef %96, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #28
  %97 = add nuw nsw i32 %73, 1
  %98 = icmp eq i32 %97, 8
  br i1 %98, label %99, label %72, !llvm.loop !138

99:                                               ; preds = %86, %71
  %100 = load i64, ptr %17, align 8
  %101 = load i32, ptr %22, align 4
  %102 = sub i32 512, %101
  %103 = zext i32 %102 to i64
  %104 = icmp ult i64 %100, %103
  %105 = trunc i64 %100 to i32
  %106 = sub i32 511, %101
  %107 = select i1 %104, i32 %105, i32 %106
  %108 = add i32 %107, 1
  %109 = load i32, ptr %18, align 4
  %110 = icmp eq i32 %109, 0
  br i1 %110, label %111, label %120

111:                                              ; preds = %99
  %112 = add i32 %108, %101
  %113 = icmp ugt i32 %112, 512
  br i1 %113, label %120, label %114

114:                                              ; preds = %111
  store i32 %112, ptr %22, align 4
  %115 = getelementptr inbounds nuw i8, ptr %3, i32 524
  %116 = getelementptr inbounds nuw i8, ptr %3, i32 516
  %117 = load i32, ptr %116, align 4
  %118 = getelementptr inbounds nuw %struct.anon, ptr %115, i32 %117
  store i32 %101, ptr %118, align 4
  %119 = getelementptr inbounds nuw i8, ptr %118, i32 4
  store i32 %108, ptr %119, align 4
  br label %120

120:                                              ; preds = %99, %111, %114
  %121 = getelementptr inbounds nuw i8, ptr %3, i32 524
  %122 = getelementptr inbounds nuw i8, ptr %3, i32 516
  %123 = load i32, ptr %122, align 4
  %124 = getelementptr inbounds nuw %struct.anon, ptr %121, i32 %123
  %125 = load i32, ptr %124, align 4
  %126 = getelementptr inbounds nuw i8, ptr %3, i32 %125
  %127 = call ptr @memcpy(ptr noundef nonnull %126, ptr noundef nonnull %10, i32 noundef %107) #30
  br label %128

128:                                              ; preds = %120, %7
  %129 = getelementptr inbounds nuw i8, ptr %3, i32 524
  %130 = getelementptr inbounds nuw i8, ptr %3, i32 516
  %131 = load i32, ptr %130, align 4
  %132 = getelementptr inbounds nuw %struct.anon, ptr %129, i32 %131
  %133 = load i32, ptr %132, align 4
  %134 = getelementptr inbounds nuw i8, ptr %3, i32 %133
  %135 = getelementptr inbounds nuw i8, ptr %132, i32 4
  %136 = load i32, ptr %135, align 4
  %137 = add i32 %136, -1
  %138 = zext i32 %137 to i64
  call fastcc void @put_text(ptr noundef %1, ptr noundef %2, ptr noundef %134, i64 noundef %138) #28
  br label %139

139:                                              ; preds = %21, %128
  %140 = phi i64 [ 0, %128 ], [ -28, %21 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %11) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #29
  ret i64 %140
}

; Function Attrs: nounwind
define internal fastcc void @put_number(ptr noundef nonnull captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i64 noundef %2, i32 noundef range(i32 10, 17) %3, i8 noundef zeroext range(i8 0, 98) %4, i8 noundef zeroext range(i8 0, 46) %5) unnamed_addr #0 {
  %7 = alloca [20 x i8], align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #29
  %8 = zext nneg i32 %3 to i64
  %9 = zext nneg i8 %4 to i32
  %10 = add nuw nsw i32 %9, 246
  br label %11

11:                                               ; preds = %11, %6
  %12 = phi i32 [ 0, %6 ], [ %24, %11 ]
  %13 = phi i64 [ %2, %6 ], [ %15, %11 ]
  %14 = freeze i64 %13
  %15 = udiv i64 %14, %8
  %16 = mul i64 %15, %8
  %17 = sub i64 %14, %16
  %18 = trunc nuw nsw i64 %17 to i32
  %19 = icmp samesign ult i32 %18, 10
  %20 = or disjoint i32 %18, 48
  %21 = add nuw nsw i32 %10, %18
  %22 = select i1 %19, i32 %20, i32 %21
  %23 = trunc i32 %22 to i8
  %24 = add i32 %12, 1
  %25 = getelementptr inbounds nuw i8, ptr %7, i32 %12
  store i8 %23, ptr %25, align 1
  %26 = icmp ult i64 %13, %8
  br i1 %26, label %27, label %11, !llvm.loop !139

27:                                               ; preds = %11
  %28 = icmp ne i8 %5, 0
  %29 = zext i1 %28 to i32
  %30 = add i32 %24, %29
  %31 = zext i32 %30 to i64
  %32 = load i32, ptr %1, align 4
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %65

34:                                               ; preds = %27
  %35 = getelementptr inbounds nuw i8, ptr %1, i32 12
  %36 = load i32, ptr %35, align 4
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %65

38:                                               ; preds = %34
  %39 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %40 = load i32, ptr %39, align 4
  %41 = zext i32 %40 to i64
  %42 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %43 = load i64, ptr %42, align 8
  %44 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %45 = load i64, ptr %44, align 8
  %46 = tail call i64 @llvm.usub.sat.i64(i64 %45, i64 %43)
  %47 = icmp ult i32 %30, %40
  br i1 %47, label %48, label %65

48:                                               ; preds = %38
  %49 = icmp ugt i64 %45, %43
  br i1 %49, label %52, label %50

50:                                               ; preds = %48
  %51 = sub nsw i64 %41, %31
  br label %61

52:                                               ; preds = %48
  %53 = load ptr, ptr %0, align 8
  %54 = trunc i64 %43 to i32
  %55 = getelementptr inbounds nuw i8, ptr %53, i32 %54
  %56 = sub nsw i64 %41, %31
  %57 = tail call i64 @llvm.umin.i64(i64 %56, i64 %46)
  %58 = trunc i64 %57 to i32
  %59 = tail call ptr @memset(ptr noundef %55, i32 noundef 32, i32 noundef %58) #30
  %60 = load i64, ptr %42, align 8
  br label %61

61:                                               ; preds = %52, %50
  %62 = phi i64 [ %51, %50 ], [ %56, %52 ]
  %63 = phi i64 [ %43, %50 ], [ %60, %52 ]
  %64 = add i64 %63, %62
  store i64 %64, ptr %42, align 8
  br label %65

65:                                               ; preds = %61, %38, %34, %27
  %66 = icmp eq i8 %5, 0
  br i1 %66, label %81, label %67

67:                                               ; preds = %65
  %68 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %69 = load i64, ptr %68, align 8
  %70 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %71 = load i64, ptr %70, align 8
  %72 = icmp ult i64 %69, %71
  br i1 %72, label %73, label %78

73:                                               ; preds = %67
  %74 = load ptr, ptr %0, align 8
  %75 = trunc i64 %69 to i32
  %76 = getelementptr inbounds nuw i8, ptr %74, i32 %75
  store i8 %5, ptr %76, align 1
  %77 = load i64, ptr %68, align 8
  br label %78

78:                                               ; preds = %67, %73
  %79 = phi i64 [ %77, %73 ], [ %69, %67 ]
  %80 = add i64 %79, 1
  store i64 %80, ptr %68, align 8
  br label %81

81:                                               ; preds = %78, %65
  %82 = load i32, ptr %1, align 4
  %83 = icmp eq i32 %82, 0
  br i1 %83, label %84, label %115

84:                                               ; preds = %81
  %85 = getelementptr inbounds nuw i8, ptr %1, i32 12
  %86 = load i32, ptr %85, align 4
  %87 = icmp eq i32 %86, 0
  br i1 %87, label %115, label %88

88:                                               ; preds = %84
  %89 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %90 = load i32, ptr %89, align 4
  %91 = zext i32 %90 to i64
  %92 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %93 = load i64, ptr %92, align 8
  %94 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %95 = load i64, ptr %94, align 8
  %96 = tail call i64 @llvm.usub.sat.i64(i64 %95, i64 %93)
  %97 = icmp ult i32 %30, %90
  br i1 %97, label %98, label %115

98:                                               ; preds = %88
  %99 = icmp ugt i64 %95, %93
  br i1 %99, label %102, label %100

100:                                              ; preds = %98
  %101 = sub nsw i64 %91, %31
  br label %111

102:                                              ; preds = %98
  %103 = load ptr, ptr %0, align 8
  %104 = trunc i64 %93 to i32
  %105 = getelementptr inbounds nuw i8, ptr %103, i32 %104
  %106 = sub nsw i64 %91, %31
  %107 = tail call i64 @llvm.umin.i64(i64 %106, i64 %96)
  %108 = trunc i64 %107 to i32
  %109 = tail call ptr @memset(ptr noundef %105, i32 noundef 48, i32 noundef %108) #30
  %110 = load i64, ptr %92, align 8
  br label %111

111:                                              ; preds = %102, %100
  %112 = phi i64 [ %101, %100 ], [ %106, %102 ]
  %113 = phi i64 [ %93, %100 ], [ %110, %102 ]
  %114 = add i64 %113, %112
  store i64 %114, ptr %92, align 8
  br label %115

115:                                              ; preds = %111, %88, %84, %81
  %116 = icmp eq i32 %24, 0
  br i1 %116, label %138, label %117

117:                                              ; preds = %115
  %118 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %119 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %120 = load i64, ptr %118, align 8
  br label %121

121:                                              ; preds = %117, %134
  %122 = phi i64 [ %120, %117 ], [ %136, %134 ]
  %123 = phi i32 [ %24, %117 ], [ %124, %134 ]
  %124 = add i32 %123, -1
  %125 = load i64, ptr %119, align 8
  %126 = icmp ult i64 %122, %125
  br i1 %126, label %127, label %134

127:                                              ; preds = %121
  %128 = getelementptr inbounds nuw i8, ptr %7, i32 %124
  %129 = load i8, ptr %128, align 1
  %130 = load ptr, ptr %0, align 8
  %131 = trunc i64 %122 to i32
  %132 = getelementptr inbounds nuw i8, ptr %130, i32 %131
  store i8 %129, ptr %132, align 1
  %133 = load i64, ptr %118, align 8
  br label %134

134:                                              ; preds = %121, %127
  %135 = phi i64 [ %133, %127 ], [ %122, %121 ]
  %136 = add i64 %135, 1
  store i64 %136, ptr %118, align 8
  %137 = icmp eq i32 %124, 0
  br i1 %137, label %138, label %121, !llvm.loop !140

138:                                              ; preds = %134, %115
  %139 = load i32, ptr %1, align 4
  %140 = icmp eq i32 %139, 0
  br i1 %140, label %168, label %141

141:                                              ; preds = %138
  %142 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %143 = load i32, ptr %142, align 4
  %144 = zext i32 %143 to i64
  %145 = getelementptr inbounds nuw i8, ptr %0, i32 16
  %146 = load i64, ptr %145, align 8
  %147 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %148 = load i64, ptr %147, align 8
  %149 = tail call i64 @llvm.usub.sat.i64(i64 %148, i64 %146)
  %150 = icmp ult i32 %30, %143
  br i1 %150, label %151, label %168

151:                                              ; preds = %141
  %152 = icmp ugt i64 %148, %146
  br i1 %152, label %155, label %153

153:                                              ; preds = %151
  %154 = sub nsw i64 %144, %31
  br label %164

155:                                              ; preds = %151
  %156 = load ptr, ptr %0, align 8
  %157 = trunc i64 %146 to i32
  %158 = getelementptr inbounds nuw i8, ptr %156, i32 %157
  %159 = sub nsw i64 %144, %31
  %160 = tail call i64 @llvm.umin.i64(i64 %159, i64 %149)
  %161 = trunc i64 %160 to i32
  %162 = tail call ptr @memset(ptr noundef %158, i32 noundef 32, i32 noundef %161) #30
  %163 = load i64, ptr %145, align 8
  br label %164

164:                                              ; preds = %155, %153
  %165 = phi i64 [ %154, %153 ], [ %159, %155 ]
  %166 = phi i64 [ %146, %153 ], [ %163, %155 ]
  %167 = add i64 %166, %165
  store i64 %167, ptr %145, align 8
  br label %168

168:                                              ; preds = %164, %141, %138
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #29
  ret void
}

declare void @PyErr_Fetch(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #8

declare void @PyErr_NormalizeException(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #8

declare i32 @PyException_SetTraceback(ptr noundef, ptr noundef) local_unnamed_addr #8

declare i32 @memcmp(ptr noundef, ptr noundef, i32 noundef) local_unnamed_addr #8

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_xdp(ptr noundef %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, ptr noundef readonly captures(none) %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, ptr noundef writeonly captures(none) %10) unnamed_addr #1 {
  %12 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %13 = load i64, ptr %12, align 8
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %20

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %17 = load i64, ptr %16, align 8
  %18 = tail call i64 @llvm.umin.i64(i64 %8, i64 %17)
  %19 = tail call i64 @llvm.uadd.sat.i64(i64 %18, i64 1)
  br label %20

20:                                               ; preds = %11, %15
  %21 = phi i64 [ %19, %15 ], [ 0, %11 ]
  %22 = icmp eq i64 %4, 0
  br i1 %22, label %96, label %23

23:                                               ; preds = %20
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 72
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %28 = getelementptr inbounds nuw i8, ptr %0, i32 296
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 180
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %34

34:                                               ; preds = %23, %93
  %35 = phi i64 [ %5, %23 ], [ %42, %93 ]
  %36 = phi i64 [ %21, %23 ], [ %64, %93 ]
  %37 = phi i64 [ 0, %23 ], [ %94, %93 ]
  %38 = trunc i64 %37 to i32
  %39 = getelementptr inbounds nuw i64, ptr %2, i32 %38
  %40 = load atomic i64, ptr %39 monotonic, align 8
  %41 = getelementptr inbounds nuw i64, ptr %3, i32 %38
  %42 = load atomic i64, ptr %41 monotonic, align 8
  %43 = icmp ult i64 %40, %35
  %44 = icmp ugt i64 %42, %6
  %45 = select i1 %43, i1 true, i1 %44, !prof !66
  br i1 %45, label %96, label %46, !prof !66

46:                                               ; preds = %34
  %47 = sub i64 %42, %40
  %48 = icmp ult i64 %47, %36
  br i1 %48, label %62, label %49, !prof !65

49:                                               ; preds = %46
  %50 = icmp ult i64 %42, %40
  %51 = icmp ugt i64 %47, %8
  %52 = or i1 %50, %51
  br i1 %52, label %96, label %53

53:                                               ; preds = %49
  %54 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef 1, i64 noundef %47) #28
  %55 = add i64 %54, %40
  %56 = load i64, ptr %12, align 8
  %57 = icmp eq i64 %56, 0
  br i1 %57, label %58, label %62

58:                                               ; preds = %53
  %59 = load i64, ptr %24, align 8
  %60 = tail call i64 @llvm.umin.i64(i64 %8, i64 %59)
  %61 = tail call i64 @llvm.uadd.sat.i64(i64 %60, i64 1)
  br label %62

62:                                               ; preds = %58, %53, %46
  %63 = phi i64 [ %42, %46 ], [ %55, %53 ], [ %55, %58 ]
  %64 = phi i64 [ %36, %46 ], [ 0, %53 ], [ %61, %58 ]
  %65 = add i64 %40, %7
  %66 = add i64 %63, %7
  store i64 %65, ptr %25, align 8
  store i64 %65, ptr %26, align 8
  store i64 %66, ptr %27, align 8
  store i32 0, ptr %28, align 8
  store i64 %9, ptr %0, align 8
  store i32 0, ptr %29, align 4
  %67 = load i64, ptr %30, align 8
  %68 = trunc i64 %65 to i32
  %69 = trunc i64 %67 to i32
  %70 = inttoptr i32 %69 to ptr
  store i32 %68, ptr %70, align 1
  %71 = trunc i64 %66 to i32
  %72 = add i32 %69, 4
  %73 = inttoptr i32 %72 to ptr
  store i32 %71, ptr %73, align 1
  %74 = add i32 %69, 8
  %75 = inttoptr i32 %74 to ptr
  store i32 %68, ptr %75, align 1
  %76 = load i64, ptr %30, align 8
  %77 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %76, i64 noundef 0) #30
  %78 = load i32, ptr %31, align 4
  %79 = load i64, ptr %32, align 8
  %80 = trunc i64 %79 to i32
  %81 = or i32 %78, %80
  %82 = icmp eq i32 %81, 0
  br i1 %82, label %84, label %83, !prof !65

83:                                               ; preds = %62
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %84

84:                                               ; preds = %62, %83
  %85 = getelementptr inbounds nuw i64, ptr %10, i32 %38
  store i64 %77, ptr %85, align 8
  %86 = load i64, ptr %33, align 8
  %87 = icmp eq i64 %86, 0
  br i1 %87, label %93, label %88, !prof !65

88:                                               ; preds = %84
  %89 = trunc i64 %86 to i32
  %90 = icmp eq i32 %89, 0
  %91 = zext i1 %90 to i64
  %92 = add nuw i64 %37, %91
  br label %96

93:                                               ; preds = %84
  %94 = add nuw i64 %37, 1
  %95 = icmp ult i64 %94, %4
  br i1 %95, label %34, label %96, !llvm.loop !141

96:                                               ; preds = %49, %34, %93, %20, %88
  %97 = phi i64 [ %92, %88 ], [ 0, %20 ], [ %37, %49 ], [ %37, %34 ], [ %4, %93 ]
  ret i64 %97
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_skb(ptr noundef %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, ptr noundef readonly captures(none) %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, i32 noundef range(i32 0, 2) %10, ptr noundef writeonly captures(none) %11) unnamed_addr #1 {
  %13 = getelementptr inbounds nuw i8, ptr %0, i32 64
  %14 = load i64, ptr %13, align 8
  %15 = icmp eq i64 %14, 0
  %16 = tail call i64 @llvm.uadd.sat.i64(i64 %8, i64 1)
  %17 = icmp eq i64 %4, 0
  br i1 %17, label %135, label %18

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %0, i32 240
  %20 = getelementptr inbounds nuw i8, ptr %0, i32 48
  %21 = getelementptr inbounds nuw i8, ptr %0, i32 56
  %22 = getelementptr inbounds nuw i8, ptr %0, i32 296
  %23 = getelementptr inbounds nuw i8, ptr %0, i32 180
  %24 = getelementptr inbounds nuw i8, ptr %0, i32 32
  %25 = getelementptr inbounds nuw i8, ptr %0, i32 304
  %26 = getelementptr inbounds nuw i8, ptr %0, i32 307
  %27 = getelementptr inbounds nuw i8, ptr %0, i32 306
  %28 = icmp eq i32 %10, 0
  %29 = getelementptr inbounds nuw i8, ptr %0, i32 168
  %30 = getelementptr inbounds nuw i8, ptr %0, i32 40
  %31 = getelementptr inbounds nuw i8, ptr %0, i32 164
  %32 = getelementptr inbounds nuw i8, ptr %0, i32 264
  %33 = getelementptr inbounds nuw i8, ptr %0, i32 8
  br label %34

34:                                               ; preds = %18, %132
  %35 = phi i64 [ %5, %18 ], [ %41, %132 ]
  %36 = phi i64 [ 0, %18 ], [ %133, %132 ]
  %37 = trunc i64 %36 to i32
  %38 = getelementptr inbounds nuw i64, ptr %2, i32 %37
  %39 = load atomic i64, ptr %38 monotonic, align 8
  %40 = getelementptr inbounds nuw i64, ptr %3, i32 %37
  %41 = load atomic i64, ptr %40 monotonic, align 8
  %42 = icmp ult i64 %39, %35
  %43 = icmp ugt i64 %41, %6
  %44 = select i1 %42, i1 true, i1 %43, !prof !66
  br i1 %44, label %135, label %45, !prof !66

45:                                               ; preds = %34
  %46 = sub i64 %41, %39
  %47 = icmp ugt i64 %16, %46
  %48 = select i1 %15, i1 %47, i1 false
  br i1 %48, label %49, label %135, !prof !65

49:                                               ; preds = %45
  %50 = add i64 %39, %7
  %51 = add i64 %41, %7
  store i64 %50, ptr %19, align 8
  store i64 %50, ptr %20, align 8
  store i64 %51, ptr %21, align 8
  store i32 0, ptr %22, align 8
  store i64 %9, ptr %0, align 8
  store i32 0, ptr %23, align 4
  %52 = load i64, ptr %24, align 8
  %53 = icmp ugt i64 %46, 13
  store i16 14, ptr %25, align 8
  store i8 0, ptr %26, align 1
  store i8 0, ptr %27, align 2
  %54 = trunc i64 %52 to i32
  %55 = inttoptr i32 %54 to ptr
  br i1 %28, label %64, label %56

56:                                               ; preds = %49
  %57 = load i64, ptr %29, align 8
  %58 = trunc i64 %57 to i32
  %59 = inttoptr i32 %58 to ptr
  %60 = load i64, ptr %30, align 8
  %61 = sub i64 %60, %52
  %62 = trunc i64 %61 to i32
  %63 = tail call ptr @memcpy(ptr noundef %55, ptr noundef %59, i32 noundef %62) #30
  br label %64

64:                                               ; preds = %56, %49
  %65 = trunc i64 %46 to i32
  store i32 %65, ptr %55, align 1
  %66 = add i64 %52, 4
  br i1 %53, label %67, label %97

67:                                               ; preds = %64
  %68 = trunc i64 %50 to i32
  %69 = inttoptr i32 %68 to ptr
  %70 = load i32, ptr %69, align 1
  %71 = add i32 %68, 4
  %72 = inttoptr i32 %71 to ptr
  %73 = load i16, ptr %72, align 1
  %74 = zext i16 %73 to i32
  %75 = or i32 %70, %74
  %76 = icmp eq i32 %75, 0
  %77 = and i32 %70, 1
  %78 = xor i32 %77, 3
  %79 = select i1 %76, i32 0, i32 %78
  %80 = trunc i64 %66 to i32
  %81 = inttoptr i32 %80 to ptr
  store i32 %79, ptr %81, align 1
  %82 = add i32 %68, 12
  %83 = inttoptr i32 %82 to ptr
  %84 = load i8, ptr %83, align 1
  %85 = icmp ugt i8 %84, 5
  br i1 %85, label %86, label %89

86:                                               ; preds = %67
  %87 = load i16, ptr %83, align 1
  %88 = zext i16 %87 to i32
  br label %101

89:                                               ; preds = %67
  %90 = icmp ugt i64 %46, 15
  br i1 %90, label %91, label %101

91:                                               ; preds = %89
  %92 = add i32 %68, 14
  %93 = inttoptr i32 %92 to ptr
  %94 = load i16, ptr %93, align 1
  %95 = icmp eq i16 %94, -1
  %96 = select i1 %95, i32 256, i32 1024
  br label %101

97:                                               ; preds = %64
  %98 = trunc i64 %66 to i32
  %99 = inttoptr i32 %98 to ptr
  store i32 0, ptr %99, align 1
  %100 = trunc i64 %50 to i32
  br label %101

101:                                              ; preds = %86, %89, %91, %97
  %102 = phi i32 [ %68, %91 ], [ %68, %89 ], [ %68, %86 ], [ %100, %97 ]
  %103 = phi i32 [ %96, %91 ], [ 1024, %89 ], [ %88, %86 ], [ 0, %97 ]
  %104 = add i32 %54, 16
  %105 = inttoptr i32 %104 to ptr
  store i32 %103, ptr %105, align 1
  %106 = add i32 %54, 76
  %107 = inttoptr i32 %106 to ptr
  store i32 %102, ptr %107, align 1
  %108 = trunc i64 %51 to i32
  %109 = add i32 %54, 80
  %110 = inttoptr i32 %109 to ptr
  store i32 %108, ptr %110, align 1
  %111 = add i32 %54, 140
  %112 = inttoptr i32 %111 to ptr
  store i32 %102, ptr %112, align 1
  %113 = add i32 %54, 160
  %114 = inttoptr i32 %113 to ptr
  store i32 %65, ptr %114, align 1
  %115 = load i64, ptr %24, align 8
  %116 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %115, i64 noundef 0) #30
  %117 = load i32, ptr %31, align 4
  %118 = load i64, ptr %32, align 8
  %119 = trunc i64 %118 to i32
  %120 = or i32 %117, %119
  %121 = icmp eq i32 %120, 0
  br i1 %121, label %123, label %122, !prof !65

122:                                              ; preds = %101
  tail call void @pp_end_run(ptr noundef nonnull %0) #28
  br label %123

123:                                              ; preds = %101, %122
  %124 = getelementptr inbounds nuw i64, ptr %11, i32 %37
  store i64 %116, ptr %124, align 8
  %125 = load i64, ptr %33, align 8
  %126 = icmp eq i64 %125, 0
  br i1 %126, label %132, label %127, !prof !65

127:                                              ; preds = %123
  %128 = trunc i64 %125 to i32
  %129 = icmp eq i32 %128, 0
  %130 = zext i1 %129 to i64
  %131 = add nuw i64 %36, %130
  br label %135

132:                                              ; preds = %123
  %133 = add nuw i64 %36, 1
  %134 = icmp ult i64 %133, %4
  br i1 %134, label %34, label %135, !llvm.loop !141

135:                                              ; preds = %34, %132, %45, %12, %127
  %136 = phi i64 [ %131, %127 ], [ 0, %12 ], [ %36, %34 ], [ %4, %132 ], [ %36, %45 ]
  ret i64 %136
}

; Function Attrs: nounwind
define internal fastcc ptr @best_at(ptr noundef %0, ptr noundef nonnull readonly captures(none) %1, ptr noundef %2, i32 noundef range(i32 6, 18) %3) unnamed_addr #0 {
  %5 = load i64, ptr %0, align 8
  %6 = icmp eq i64 %5, 0
  br i1 %6, label %14, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i32 8
  %9 = getelementptr inbounds nuw i8, ptr %1, i32 8
  %10 = getelementptr inbounds nuw i8, ptr %1, i32 16
  %11 = getelementptr inbounds nuw i8, ptr %1, i32 20
  %12 = icmp eq i32 %3, 6
  %13 = getelementptr inbounds nuw i8, ptr %1, i32 12
  br label %16

14:                                               ; preds = %204, %4
  %15 = phi ptr [ null, %4 ], [ %206, %204 ]
  ret ptr %15

16:                                               ; preds = %7, %204
  %17 = phi i64 [ %5, %7 ], [ %20, %204 ]
  %18 = phi ptr [ null, %7 ], [ %206, %204 ]
  %19 = phi i32 [ 0, %7 ], [ %205, %204 ]
  %20 = add i64 %17, -1
  %21 = trunc i64 %20 to i32
  %22 = getelementptr inbounds nuw %struct.open_socket, ptr %8, i32 %21
  %23 = getelementptr inbounds nuw i8, ptr %22, i32 28
  %24 = load i32, ptr %9, align 4
  %25 = icmp eq i32 %24, 4
  %26 = getelementptr inbounds nuw i8, ptr %22, i32 4
  %27 = load i32, ptr %26, align 4
  %28 = icmp eq i32 %27, 10
  br i1 %25, label %29, label %30

29:                                               ; preds = %16
  br i1 %28, label %63, label %204

30:                                               ; preds = %16
  br i1 %28, label %31, label %61

31:                                               ; preds = %30
  %32 = getelementptr inbounds nuw i8, ptr %22, i32 88
  %33 = load i32, ptr %32, align 8
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %35, label %204

35:                                               ; preds = %31
  %36 = load i32, ptr %23, align 4
  %37 = icmp eq i32 %36, 0
  %38 = getelementptr inbounds nuw i8, ptr %22, i32 32
  %39 = load i32, ptr %38, align 4
  br i1 %37, label %40, label %48

40:                                               ; preds = %35
  %41 = getelementptr inbounds nuw i8, ptr %22, i32 36
  %42 = load i32, ptr %41, align 4
  %43 = getelementptr inbounds nuw i8, ptr %22, i32 40
  %44 = load i32, ptr %43, align 4
  %45 = or i32 %42, %44
  %46 = or i32 %45, %39
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %61, label %48

48:                                               ; preds = %40, %35
  %49 = or i32 %39, %36
  %50 = icmp eq i32 %49, 0
  br i1 %50, label %51, label %204

51:                                               ; preds = %48
  %52 = getelementptr inbounds nuw i8, ptr %22, i32 36
  %53 = load i16, ptr %52, align 1
  %54 = icmp eq i16 %53, 0
  br i1 %54, label %55, label %204

55:                                               ; preds = %51
  %56 = ptrtoint ptr %52 to i32
  %57 = add i32 %56, 2
  %58 = inttoptr i32 %57 to ptr
  %59 = load i16, ptr %58, align 1
  %60 = icmp eq i16 %59, -1
  br i1 %60, label %61, label %204

61:                                               ; preds = %55, %40, %30
  %62 = getelementptr inbounds nuw i8, ptr %22, i32 24
  br label %63

63:                                               ; preds = %61, %29
  %64 = phi ptr [ %62, %61 ], [ %23, %29 ]
  %65 = load i32, ptr %22, align 8
  %66 = shl i32 %24, 2
  %67 = tail call i32 @memcmp(ptr noundef nonnull %64, ptr noundef %2, i32 noundef %66) #30
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %69, label %204

69:                                               ; preds = %63
  %70 = getelementptr inbounds nuw i8, ptr %22, i32 44
  %71 = load i32, ptr %70, align 4
  %72 = load i32, ptr %10, align 4
  %73 = icmp eq i32 %71, %72
  br i1 %73, label %74, label %204

74:                                               ; preds = %69
  %75 = icmp eq i32 %65, 0
  br i1 %75, label %79, label %76

76:                                               ; preds = %74
  %77 = load i32, ptr %11, align 4
  %78 = icmp eq i32 %65, %77
  br i1 %78, label %79, label %204, !llvm.loop !142

79:                                               ; preds = %74, %76
  br i1 %12, label %80, label %101

80:                                               ; preds = %79
  %81 = load i32, ptr %26, align 4
  switch i32 %81, label %199 [
    i32 2, label %82
    i32 10, label %82
  ]

82:                                               ; preds = %80, %80
  %83 = getelementptr inbounds nuw i8, ptr %22, i32 8
  %84 = load i32, ptr %83, align 8
  %85 = icmp eq i32 %84, 1
  br i1 %85, label %86, label %199

86:                                               ; preds = %82
  %87 = getelementptr inbounds nuw i8, ptr %22, i32 12
  %88 = load i32, ptr %87, align 4
  %89 = icmp eq i32 %88, 6
  br i1 %89, label %90, label %199

90:                                               ; preds = %86
  %91 = getelementptr inbounds nuw i8, ptr %22, i32 72
  %92 = load i32, ptr %91, align 8
  %93 = icmp eq i32 %92, 10
  br i1 %93, label %94, label %199

94:                                               ; preds = %90
  %95 = icmp eq i32 %81, 2
  %96 = select i1 %95, i32 2, i32 1
  %97 = load i32, ptr %22, align 8
  %98 = icmp ne i32 %97, 0
  %99 = zext i1 %98 to i32
  %100 = add nuw nsw i32 %96, %99
  br label %199

101:                                              ; preds = %79
  %102 = getelementptr inbounds nuw i8, ptr %22, i32 56
  %103 = load i32, ptr %9, align 4
  %104 = icmp eq i32 %103, 4
  %105 = load i32, ptr %26, align 4
  %106 = icmp eq i32 %105, 10
  br i1 %104, label %107, label %109

107:                                              ; preds = %101
  %108 = select i1 %106, ptr %102, ptr null
  br label %142

109:                                              ; preds = %101
  br i1 %106, label %110, label %140

110:                                              ; preds = %109
  %111 = getelementptr inbounds nuw i8, ptr %22, i32 88
  %112 = load i32, ptr %111, align 8
  %113 = icmp eq i32 %112, 0
  br i1 %113, label %114, label %144

114:                                              ; preds = %110
  %115 = load i32, ptr %102, align 4
  %116 = icmp eq i32 %115, 0
  %117 = getelementptr inbounds nuw i8, ptr %22, i32 60
  %118 = load i32, ptr %117, align 4
  br i1 %116, label %119, label %127

119:                                              ; preds = %114
  %120 = getelementptr inbounds nuw i8, ptr %22, i32 64
  %121 = load i32, ptr %120, align 4
  %122 = getelementptr inbounds nuw i8, ptr %22, i32 68
  %123 = load i32, ptr %122, align 4
  %124 = or i32 %121, %123
  %125 = or i32 %124, %118
  %126 = icmp eq i32 %125, 0
  br i1 %126, label %140, label %127

127:                                              ; preds = %119, %114
  %128 = or i32 %118, %115
  %129 = icmp eq i32 %128, 0
  br i1 %129, label %130, label %144

130:                                              ; preds = %127
  %131 = getelementptr inbounds nuw i8, ptr %22, i32 64
  %132 = load i16, ptr %131, align 1
  %133 = icmp eq i16 %132, 0
  br i1 %133, label %134, label %144

134:                                              ; preds = %130
  %135 = ptrtoint ptr %131 to i32
  %136 = add i32 %135, 2
  %137 = inttoptr i32 %136 to ptr
  %138 = load i16, ptr %137, align 1
  %139 = icmp eq i16 %138, -1
  br i1 %139, label %140, label %144

140:                                              ; preds = %134, %119, %109
  %141 = getelementptr inbounds nuw i8, ptr %22, i32 52
  br label %142

142:                                              ; preds = %140, %107
  %143 = phi ptr [ %108, %107 ], [ %141, %140 ]
  switch i32 %105, label %199 [
    i32 2, label %144
    i32 10, label %144
  ]

144:                                              ; preds = %142, %142, %134, %130, %127, %110
  %145 = phi ptr [ %143, %142 ], [ %143, %142 ], [ null, %110 ], [ null, %127 ], [ null, %130 ], [ null, %134 ]
  %146 = getelementptr inbounds nuw i8, ptr %22, i32 48
  %147 = load i16, ptr %146, align 8
  %148 = zext i16 %147 to i32
  %149 = getelementptr inbounds nuw i8, ptr %22, i32 8
  %150 = load i32, ptr %149, align 8
  %151 = icmp eq i32 %150, 2
  br i1 %151, label %152, label %199

152:                                              ; preds = %144
  %153 = getelementptr inbounds nuw i8, ptr %22, i32 12
  %154 = load i32, ptr %153, align 4
  %155 = icmp eq i32 %154, 17
  %156 = icmp ne ptr %145, null
  %157 = select i1 %155, i1 %156, i1 false
  br i1 %157, label %158, label %199

158:                                              ; preds = %152
  %159 = load i32, ptr %145, align 4
  %160 = icmp eq i32 %159, 0
  br i1 %160, label %161, label %173

161:                                              ; preds = %158
  %162 = icmp eq i32 %103, 1
  br i1 %162, label %178, label %163

163:                                              ; preds = %161
  %164 = getelementptr inbounds nuw i8, ptr %145, i32 4
  %165 = load i32, ptr %164, align 4
  %166 = getelementptr inbounds nuw i8, ptr %145, i32 8
  %167 = load i32, ptr %166, align 4
  %168 = or i32 %167, %165
  %169 = getelementptr inbounds nuw i8, ptr %145, i32 12
  %170 = load i32, ptr %169, align 4
  %171 = or i32 %168, %170
  %172 = icmp eq i32 %171, 0
  br i1 %172, label %178, label %173

173:                                              ; preds = %163, %158
  %174 = load ptr, ptr %1, align 4
  %175 = shl i32 %103, 2
  %176 = tail call i32 @memcmp(ptr noundef nonnull %145, ptr noundef %174, i32 noundef %175) #30
  %177 = icmp eq i32 %176, 0
  br i1 %177, label %178, label %199

178:                                              ; preds = %173, %163, %161
  %179 = phi i32 [ 1, %173 ], [ 0, %163 ], [ 0, %161 ]
  %180 = phi i1 [ true, %173 ], [ false, %163 ], [ false, %161 ]
  %181 = icmp ne i16 %147, 0
  br i1 %181, label %182, label %187

182:                                              ; preds = %178
  %183 = load i32, ptr %13, align 4
  %184 = icmp ne i32 %183, %148
  %185 = or i1 %180, %184
  %186 = select i1 %184, i32 0, i32 16
  br i1 %185, label %199, label %187

187:                                              ; preds = %182, %178
  %188 = zext i1 %181 to i32
  %189 = add nuw nsw i32 %179, %188
  %190 = load i32, ptr %22, align 8
  %191 = icmp ne i32 %190, 0
  %192 = zext i1 %191 to i32
  %193 = add nuw nsw i32 %189, %192
  %194 = shl nuw nsw i32 %193, 1
  %195 = load i32, ptr %26, align 4
  %196 = icmp eq i32 %195, 2
  %197 = select i1 %196, i32 2, i32 1
  %198 = add nuw nsw i32 %194, %197
  br label %199

199:                                              ; preds = %187, %182, %173, %152, %144, %142, %94, %90, %86, %82, %80
  %200 = phi i32 [ 0, %80 ], [ %100, %94 ], [ 0, %90 ], [ 0, %86 ], [ 0, %82 ], [ 0, %152 ], [ 0, %173 ], [ %186, %182 ], [ %198, %187 ], [ 0, %142 ], [ 0, %144 ]
  %201 = icmp ugt i32 %200, %19
  %202 = tail call i32 @llvm.umax.i32(i32 %200, i32 %19)
  %203 = select i1 %201, ptr %22, ptr %18
  br label %204

204:                                              ; preds = %48, %51, %31, %55, %29, %63, %69, %76, %199
  %205 = phi i32 [ %202, %199 ], [ %19, %76 ], [ %19, %69 ], [ %19, %63 ], [ %19, %29 ], [ %19, %55 ], [ %19, %31 ], [ %19, %51 ], [ %19, %48 ]
  %206 = phi ptr [ %203, %199 ], [ %18, %76 ], [ %18, %69 ], [ %18, %63 ], [ %18, %29 ], [ %18, %55 ], [ %18, %31 ], [ %18, %51 ], [ %18, %48 ]
  %207 = icmp eq i64 %20, 0
  br i1 %207, label %14, label %16
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umax.i32(i32, i32) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smin.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.usub.sat.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.uadd.sat.i32(i32, i32) #25

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.abs.i64(i64, i1 immarg) #26

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umin.i32(i32, i32) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i16 @llvm.bswap.i16(i16) #25

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #27

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.uadd.sat.i64(i64, i64) #25

attributes #0 = { nounwind "no-builtins" "no-jump-tables"="true" }
attributes #1 = { noinline nounwind "no-builtins" "no-jump-tables"="true" }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #4 = { mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #5 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #6 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #7 = { mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #8 = { "no-builtins" }
attributes #9 = { mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #10 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) "no-builtins" "no-jump-tables"="true" }
attributes #11 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read) "no-builtins" "no-jump-tables"="true" }
attributes #12 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #13 = { nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #14 = { mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #15 = { nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #16 = { mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #17 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write) "no-builtins" "no-jump-tables"="true" }
attributes #18 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite) }
attributes #19 = { mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #20 = { nofree norecurse nosync nounwind memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #21 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #22 = { nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #23 = { nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #24 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #25 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #26 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #27 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #28 = { nobuiltin "no-builtins" }
attributes #29 = { nounwind }
attributes #30 = { nobuiltin nounwind "no-builtins" }

!llvm.module.flags = !{!0, !1, !2, !3}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 1, !"min_enum_size", i32 4}
!2 = !{i32 8, !"PIC Level", i32 2}
!3 = !{i32 7, !"PIE Level", i32 2}
!4 = !{!5}
!5 = distinct !{!5, !6, !"reach_of: argument 0"}
!6 = distinct !{!6, !"reach_of"}
!7 = !{!8, !5}
!8 = distinct !{!8, !9, !"reach_from: argument 0"}
!9 = distinct !{!9, !"reach_from"}
!10 = distinct !{!10, !11, !12}
!11 = !{!"llvm.loop.mustprogress"}
!12 = !{!"llvm.loop.unroll.disable"}
!13 = distinct !{!13, !12}
!14 = distinct !{!14, !11, !12}
!15 = distinct !{!15, !11, !12}
!16 = distinct !{!16, !11, !12}
!17 = distinct !{!17, !11, !12}
!18 = distinct !{!18, !11, !12}
!19 = distinct !{!19, !11, !12}
!20 = distinct !{!20, !11, !12}
!21 = distinct !{!21, !11, !12}
!22 = distinct !{!22, !11, !12}
!23 = distinct !{!23, !11, !12}
!24 = distinct !{!24, !11, !12}
!25 = distinct !{!25, !11, !12}
!26 = distinct !{!26, !12}
!27 = distinct !{!27, !11, !12}
!28 = distinct !{!28, !11, !12}
!29 = distinct !{!29, !11, !12}
!30 = distinct !{!30, !11, !12}
!31 = distinct !{!31, !11, !12}
!32 = distinct !{!32, !11, !12}
!33 = !{!34}
!34 = distinct !{!34, !35, !"reach_from: argument 0"}
!35 = distinct !{!35, !"reach_from"}
!36 = distinct !{!36, !11, !12}
!37 = distinct !{!37, !11, !12}
!38 = distinct !{!38, !11, !12}
!39 = distinct !{!39, !11, !12}
!40 = distinct !{!40, !11, !12}
!41 = distinct !{!41, !11, !12}
!42 = distinct !{!42, !11, !12}
!43 = distinct !{!43, !11, !12}
!44 = distinct !{!44, !11, !12}
!45 = distinct !{!45, !11, !12}
!46 = distinct !{!46, !11, !12}
!47 = distinct !{!47, !11, !12}
!48 = distinct !{!48, !11, !12}
!49 = distinct !{!49, !12}
!50 = distinct !{!50, !11, !12}
!51 = distinct !{!51, !11, !12}
!52 = distinct !{!52, !11, !12}
!53 = distinct !{!53, !11, !12}
!54 = distinct !{!54, !11, !12}
!55 = distinct !{!55, !11, !12}
!56 = distinct !{!56, !11, !12}
!57 = distinct !{!57, !11, !12}
!58 = distinct !{!58, !11, !12}
!59 = distinct !{!59, !11, !12}
!60 = distinct !{!60, !11, !12}
!61 = distinct !{!61, !11, !12}
!62 = distinct !{!62, !11, !12}
!63 = distinct !{!63, !11, !12}
!64 = distinct !{!64, !11, !12}
!65 = !{!"branch_weights", !"expected", i32 2000, i32 1}
!66 = !{!"branch_weights", !"expected", i32 1, i32 2000}
!67 = distinct !{!67, !11, !12}
!68 = distinct !{!68, !11, !12}
!69 = distinct !{!69, !11, !12}
!70 = distinct !{!70, !11, !12}
!71 = distinct !{!71, !11, !12}
!72 = distinct !{!72, !11, !12}
!73 = distinct !{!73, !11, !12}
!74 = distinct !{!74, !11, !12}
!75 = distinct !{!75, !11, !12}
!76 = distinct !{!76, !11, !12}
!77 = distinct !{!77, !11, !12}
!78 = distinct !{!78, !11, !12}
!79 = distinct !{!79, !11, !12}
!80 = !{!"branch_weights", !"expected", i32 2145766520, i32 1717128}
!81 = distinct !{!81, !11, !12}
!82 = distinct !{!82, !11, !12}
!83 = distinct !{!83, !11, !12}
!84 = distinct !{!84, !11, !12}
!85 = distinct !{!85, !11, !12}
!86 = distinct !{!86, !11, !12}
!87 = distinct !{!87, !11, !12}
!88 = distinct !{!88, !11, !12}
!89 = distinct !{!89, !11, !12}
!90 = distinct !{!90, !11, !12}
!91 = distinct !{!91, !11, !12}
!92 = distinct !{!92, !11, !12}
!93 = !{!94}
!94 = distinct !{!94, !95, !"reach_of: argument 0"}
!95 = distinct !{!95, !"reach_of"}
!96 = !{!97, !94}
!97 = distinct !{!97, !98, !"reach_from: argument 0"}
!98 = distinct !{!98, !"reach_from"}
!99 = distinct !{!99, !11, !12}
!100 = distinct !{!100, !11, !12}
!101 = distinct !{!101, !11, !12}
!102 = distinct !{!102, !11, !12}
!103 = distinct !{!103, !11, !12}
!104 = distinct !{!104, !11, !12}
!105 = distinct !{!105, !11, !12}
!106 = distinct !{!106, !11, !12}
!107 = distinct !{!107, !11, !12}
!108 = distinct !{!108, !11, !12}
!109 = distinct !{!109, !11, !12}
!110 = distinct !{!110, !11, !12}
!111 = distinct !{!111, !11, !12}
!112 = !{!"branch_weights", i32 2000, i32 2002}
!113 = distinct !{!113, !11, !12}
!114 = distinct !{!114, !11, !12}
!115 = distinct !{!115, !11, !12}
!116 = distinct !{!116, !11, !12}
!117 = distinct !{!117, !11, !12}
!118 = distinct !{!118, !12}
!119 = distinct !{!119, !11, !12}
!120 = distinct !{!120, !11, !12}
!121 = distinct !{!121, !11, !12}
!122 = distinct !{!122, !11, !12}
!123 = distinct !{!123, !12}
!124 = distinct !{!124, !11, !12}
!125 = distinct !{!125, !11, !12}
!126 = distinct !{!126, !11, !12}
!127 = distinct !{!127, !11, !12}
!128 = distinct !{!128, !11, !12}
!129 = distinct !{!129, !12}
!130 = distinct !{!130, !11, !12}
!131 = distinct !{!131, !11, !12}
!132 = distinct !{!132, !11, !12}
!133 = distinct !{!133, !11, !12}
!134 = distinct !{!134, !11, !12}
!135 = distinct !{!135, !11, !12}
!136 = distinct !{!136, !11, !12}
!137 = distinct !{!137, !11, !12}
!138 = distinct !{!138, !11, !12}
!139 = distinct !{!139, !11, !12}
!140 = distinct !{!140, !11, !12}
!141 = distinct !{!141, !11, !12}
!142 = distinct !{!142, !11, !12}
